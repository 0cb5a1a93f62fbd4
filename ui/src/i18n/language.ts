import { addTexts } from "./texts/store";

/** The languages of the product. */
export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own name, for the language menu. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", fr: "Français" };

type TextFiles = { default: Record<string, object> };
/** A part of the texts; loaded once. */
type Part = { load: () => Promise<TextFiles>; loading?: Promise<void> };

const FIRST: Record<Language, Part> = {
  en: { load: () => import("./texts/first.en") },
  fr: { load: () => import("./texts/first.fr") },
};
const REST: Record<Language, Part> = {
  en: { load: () => import("./texts/rest.en") },
  fr: { load: () => import("./texts/rest.fr") },
};

const listeners = new Set<() => void>();
let shown: Language = "en";

/** The first language of the computer that the product speaks, else English. */
export function systemLanguage(): Language {
  for (const tag of navigator.languages) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return "en";
}

/** The tag for numbers and dates: the computer's own variant of the language (fr-CA) when it has one. */
export function regionalTag(language: Language): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language;
}

/** The language that the window shows. */
export function shownLanguage(): Language {
  return shown;
}

/** Hears of every change of the shown language. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function load(part: Part, language: Language): Promise<void> {
  part.loading ??= part.load().then((files) => {
    for (const tree of Object.values(files.default)) addTexts(language, tree);
  });
  return part.loading;
}

/** Shows the first screen in a language; {@link restOfTexts} has to be there before another one. */
export async function startLanguage(language: Language): Promise<void> {
  await load(FIRST[language], language);
  show(language);
}

/** Makes sure that the texts of every screen are there. */
export function restOfTexts(): Promise<void> {
  return load(REST[shown], shown);
}

/** Shows everything in another language at once. */
export async function switchLanguage(language: Language): Promise<void> {
  await Promise.all([load(FIRST[language], language), load(REST[language], language)]);
  show(language);
}

function show(language: Language): void {
  shown = language;
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}
