import { useMemo, useSyncExternalStore } from "react";
import type { MessageKey } from "./areas";
import { type Formats, formatsFor } from "./format";
import { type Language, onLanguage, shownLanguage } from "./language";
import { has, say } from "./texts/store";

export type { MessageKey } from "./areas";

/** What stands in the placeholders. `count` chooses the plural; `%{n}` shows it formatted unless `n` is given. */
export type MessageArgs = { count?: number; [name: string]: string | number | undefined };

/** Gives a text in the language of the window. */
export type Translate = (key: MessageKey, args?: MessageArgs) => string;

function inLanguage(language: Language): Translate {
  return (key, args = {}) => {
    if (args.count === undefined || args.n !== undefined) return say(language, key, args);
    return say(language, key, { ...args, n: formatsFor(language).number(args.count) });
  };
}

/** The language of the window; a component that calls it follows a change. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, shownLanguage);
}

/** The translate function; a component that calls it follows a change of language. */
export function useT(): Translate {
  const language = useLanguage();
  return useMemo(() => inLanguage(language), [language]);
}

/** The translate function outside of components (toasts, notifications). */
export const translate: Translate = (key, args) => inLanguage(shownLanguage())(key, args);

/** Whether a text exists: for keys made from codes. */
export function hasMessage(key: string): key is MessageKey {
  return has(shownLanguage(), key);
}

/** Numbers, dates and sizes in the language of the window. */
export function useFormat(): Formats {
  const language = useLanguage();
  return useMemo(() => formatsFor(language), [language]);
}
