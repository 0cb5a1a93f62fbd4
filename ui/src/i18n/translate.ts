import i18next, { type TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { MessageKey } from "./areas";
import { formatsFor } from "./format";
import { LANGUAGES, type Language } from "./language";

export type { MessageKey } from "./areas";

/** What stands in the placeholders. `count` chooses the plural; `%{n}` shows it formatted unless `n` is given. */
export type MessageArgs = { count?: number; [name: string]: string | number | undefined };

/** Gives a text in the language of the window. */
export type Translate = (key: MessageKey, args?: MessageArgs) => string;

function languageOf(tag: string | undefined): Language {
  return LANGUAGES.find((language) => language === tag) ?? "en";
}

function complete(args: MessageArgs, language: Language): Record<string, unknown> {
  if (args.count === undefined || args.n !== undefined) return args;
  return { ...args, n: formatsFor(language).number(args.count) };
}

function bind(t: TFunction, language: Language): Translate {
  return (key, args = {}) => String(t(key as never, complete(args, language) as never));
}

/** The translate function; a component that calls it follows a change of language. */
export function useT(): Translate {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  return useCallback<Translate>((key, args) => bind(t, language)(key, args), [t, language]);
}

/** The translate function outside of components (toasts, notifications). */
export const translate: Translate = (key, args) =>
  bind(i18next.t.bind(i18next) as TFunction, languageOf(i18next.language))(key, args);

/** Whether a text exists: for keys made from codes. */
export function hasMessage(key: string): key is MessageKey {
  return i18next.exists(key) || i18next.exists(key, { count: 1 });
}

/** The language of the window. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languageOf(i18n.language);
}
