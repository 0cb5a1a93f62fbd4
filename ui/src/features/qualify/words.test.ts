import { beforeAll, expect, test } from "vitest";
import { formatsFor, startLanguage, switchLanguage, translate } from "~/i18n";
import { quoteWords } from "./words";

beforeAll(() => startLanguage("en"));

test("figures of a record are a sentence in the language of the window, other words stand as they are", async () => {
  await switchLanguage("en");
  const grown = { code: "headcount_growth", quote: "120 (2026-05-02) → 150 (2026-11-23)" };
  expect(quoteWords(grown, translate, formatsFor("en"))).toBe(
    "From 120 employees on May 2, 2026 to 150 on Nov 23, 2026",
  );
  const said = { code: "headcount_growth", quote: "We hired 30 people." };
  expect(quoteWords(said, translate, formatsFor("en"))).toBe("“We hired 30 people.”");
  await switchLanguage("fr");
  expect(quoteWords(grown, translate, formatsFor("fr"))).toBe(
    "De 120 salariés le 2 mai 2026 à 150 le 23 nov. 2026",
  );
});
