import { beforeAll, expect, test } from "vitest";
import { formatsFor, startLanguage } from "~/i18n";
import { importName } from "./suggest";

beforeAll(() => startLanguage("en"));

test("an import is called by its file and the time when it began", () => {
  const format = formatsFor("en");
  const at = "2026-11-22T09:30:00.25Z";
  expect(importName(`a · b.csv · ${at}`, format)).toBe(`a · b.csv · ${format.dateTime(at)}`);
  expect(importName("typed.csv", format)).toBe("typed.csv");
  expect(importName("", format)).toBe("");
});
