import { describe, expect, test } from "vitest";
import {
  areas,
  baseOf,
  LANGUAGES,
  placeholders,
  pluralsOf,
  rustSource,
  texts,
  windowAreas,
  windowSource,
  windowTexts,
} from "./locales";

const FORMS = { en: ["one", "other"], fr: ["many", "one", "other"] } as const;

describe.each(areas())("the texts of %s", (area) => {
  const en = texts(area, "en");
  const fr = texts(area, "fr");

  test("have the same keys in both languages", () => {
    const keys = (all: Map<string, string>) => [...new Set([...all.keys()].map(baseOf))].sort();
    expect(keys(fr)).toEqual(keys(en));
  });

  test.each(LANGUAGES)("have all plural forms of %s", (language) => {
    for (const [key, forms] of pluralsOf(language === "en" ? en : fr)) {
      expect(`${key}: ${forms.sort()}`).toBe(`${key}: ${FORMS[language]}`);
    }
  });

  test("have the same placeholders in both languages", () => {
    for (const [key, text] of fr) {
      const english = en.get(key) ?? en.get(`${baseOf(key)}_other`) ?? "";
      // The text for one may say the number in a word.
      if (key.endsWith("_one")) continue;
      expect(`${key}: ${placeholders(text)}`).toBe(`${key}: ${placeholders(english)}`);
    }
  });

  test("stand in the file of their area, none empty", () => {
    for (const [key, text] of [...en, ...fr]) {
      expect(key.startsWith(`${area}.`), key).toBe(true);
      expect(text.trim(), key).not.toBe("");
    }
  });

  test("are set as French is: spaces before ; : ! ? and inside « », curly apostrophes", () => {
    for (const [key, text] of fr) {
      expect(text.replace(/https?:|%\{\w+\}/g, ""), key).not.toMatch(/[\p{L}\d)»][ ]?[;!?](?=\s|$)/u);
      expect(text, key).not.toMatch(/[\p{L}\d)] ?:(?=\s|$)/u);
      expect(text, key).not.toMatch(/« | »|'/);
    }
  });
});

/** What looks like the key of a text in the source: a string that begins with an area and is not the id of a command. */
function keysIn(source: string): string[] {
  const key = new RegExp(
    `(?<!\\bid: |command=|runCommand\\()["'\`]((?:${windowAreas().join("|")})(?:\\.[a-z0-9_]+)+)["'\`]`,
    "g",
  );
  return [...source.matchAll(key)].map(([, found]) => found ?? "");
}

/** Keys that are put together in the source, as patterns. */
function patternsIn(source: string): RegExp[] {
  const template = new RegExp(`\`((?:${windowAreas().join("|")})\\.[^\`]*\\$\\{[^\`]*)\``, "g");
  return [...source.matchAll(template)].map(
    ([, found]) => new RegExp(`^${(found ?? "").replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "\\w+")}$`),
  );
}

/** The same in Rust: `format!("area.{which}")`. */
function patternsInRust(source: string): RegExp[] {
  const template = new RegExp(`"((?:${windowAreas().join("|")})\\.[^"\\s]*\\{[^"\\s]*)"`, "g");
  return [...source.matchAll(template)].map(
    ([, found]) => new RegExp(`^${(found ?? "").replaceAll(".", "\\.").replace(/\{[^}]*\}/g, "\\w+")}$`),
  );
}

describe("the keys in the source of the window", () => {
  const known = new Set([...windowTexts("en").keys()].map(baseOf));

  test("all exist", () => {
    const unknown = [...windowSource()].flatMap(([path, source]) =>
      keysIn(source)
        .filter((key) => !known.has(key) && ![...known].some((one) => one.startsWith(`${key}.`)))
        .map((key) => `${path}: ${key}`),
    );
    expect(unknown).toEqual([]);
  });

  test("use all that exist", () => {
    const source = [...windowSource().values()].join("\n");
    const used = new Set([...keysIn(source), ...keysIn(rustSource())]);
    const patterns = [...patternsIn(source), ...patternsInRust(rustSource())];
    const unused = [...known].filter(
      (key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
