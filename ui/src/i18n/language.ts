import i18next from "i18next";
import { READER_OPTIONS } from "./options";

/** The languages of the product. */
export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own name, for the language menu. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", fr: "Français" };

const LOADERS: Record<Language, () => Promise<{ default: Record<string, object> }>> = {
  en: () => import("./messages.en"),
  fr: () => import("./messages.fr"),
};

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

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  const files = (await LOADERS[language]()).default;
  for (const texts of Object.values(files))
    i18next.addResourceBundle(language, "translation", texts, true, false);
}

/** Starts the translations in one language; the other is loaded when it is chosen. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.init({
    ...READER_OPTIONS,
    lng: language,
    fallbackLng: false,
    resources: {},
  });
  await switchLanguage(language);
}

/** Shows everything in another language at once. */
export async function switchLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
