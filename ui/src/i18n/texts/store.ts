import type { Language } from "../language";

type Tree = { [key: string]: string | Tree };

const texts: Record<Language, Map<string, string>> = { en: new Map(), fr: new Map() };
const plurals: Partial<Record<Language, Intl.PluralRules>> = {};

/** Adds texts, as a file of `locales/` holds them. */
export function addTexts(language: Language, tree: object, prefix = ""): void {
  for (const [key, value] of Object.entries(tree as Tree)) {
    if (typeof value === "string") texts[language].set(prefix + key, value);
    else addTexts(language, value, `${prefix}${key}.`);
  }
}

/** All texts of a language that were added, by their whole key. */
export function textsOf(language: Language): ReadonlyMap<string, string> {
  return texts[language];
}

function find(language: Language, key: string, count: number | undefined): string | undefined {
  const known = texts[language];
  if (count === undefined) return known.get(key);
  plurals[language] ??= new Intl.PluralRules(language);
  return (
    known.get(`${key}_${plurals[language].select(count)}`) ?? known.get(`${key}_other`) ?? known.get(key)
  );
}

/**
 * A text with its placeholders `%{name}` filled in; `count` chooses the plural form by its suffix. What is filled in
 * is not read again. A key without a text is given as it is; the tests find those.
 */
export function say(
  language: Language,
  key: string,
  args: Readonly<Record<string, string | number | undefined>>,
): string {
  const text = find(language, key, typeof args.count === "number" ? args.count : undefined);
  if (text === undefined) return key;
  return text.replace(/%\{(\w+)\}/g, (placeholder, name: string) => String(args[name] ?? placeholder));
}

/** Whether there is a text for a key, of one or of several forms. */
export function has(language: Language, key: string): boolean {
  return texts[language].has(key) || texts[language].has(`${key}_other`);
}
