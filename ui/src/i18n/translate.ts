import i18next from "i18next";
import { useMemo, useSyncExternalStore } from "react";
import type { MessageKey } from "./areas";
import { type Formats, formatsFor } from "./format";
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

function inLanguage(language: Language): Translate {
  return (key, args = {}) =>
    String(i18next.t(key as never, { ...complete(args, language), lng: language } as never));
}

function subscribe(listener: () => void): () => void {
  i18next.on("languageChanged", listener);
  return () => i18next.off("languageChanged", listener);
}

const current = () => languageOf(i18next.language);

/** The language of the window; a component that calls it follows a change. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, current);
}

/** The translate function; a component that calls it follows a change of language. */
export function useT(): Translate {
  const language = useLanguage();
  return useMemo(() => inLanguage(language), [language]);
}

/** The translate function outside of components (toasts, notifications). */
export const translate: Translate = (key, args) => inLanguage(current())(key, args);

/** Whether a text exists: for keys made from codes. */
export function hasMessage(key: string): key is MessageKey {
  return i18next.exists(key) || i18next.exists(key, { count: 1 });
}

/** Numbers, dates and sizes in the language of the window. */
export function useFormat(): Formats {
  const language = useLanguage();
  return useMemo(() => formatsFor(language), [language]);
}
