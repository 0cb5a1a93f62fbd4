import type { InitOptions } from "i18next";

/**
 * Makes i18next read the same files as the Rust side: `%{name}` placeholders, plural suffixes, and no formats,
 * nesting or contexts.
 */
export const READER_OPTIONS = {
  interpolation: {
    prefix: "%{",
    suffix: "}",
    escapeValue: false,
    skipOnVariables: true,
    formatSeparator: "\u0000",
    nestingPrefix: "\u0001",
    nestingSuffix: "\u0002",
  },
  contextSeparator: "\u0003",
  nsSeparator: false,
  returnNull: false,
} as const satisfies InitOptions;
