import { hasMessage, type Translate } from "~/i18n";
import type { AppError } from "~/ipc";

/** How much an error matters: a note in passing, something that did not work, or something that needs care now. */
export type Severity = "info" | "warning" | "error";
/** What helps after an error. */
export type ErrorAction = "retry" | "choose_file" | "unlock" | "reload" | "free_space" | "none";

type ErrorKind = { severity: Severity; action: ErrorAction };

const UNKNOWN: ErrorKind = { severity: "error", action: "retry" };

/** Codes that differ from “an error, try again”. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  cancelled: { severity: "info", action: "none" },
  not_found: { severity: "warning", action: "reload" },
  stale: { severity: "warning", action: "reload" },
  invalid_value: { severity: "warning", action: "none" },
  file_not_found: { severity: "error", action: "choose_file" },
  file_unreadable: { severity: "error", action: "choose_file" },
  not_a_table: { severity: "error", action: "choose_file" },
  empty_file: { severity: "warning", action: "choose_file" },
  disk_full: { severity: "error", action: "free_space" },
  locked: { severity: "info", action: "unlock" },
  wrong_passphrase: { severity: "warning", action: "none" },
  wrong_recovery_code: { severity: "warning", action: "none" },
};

/** How an error with this code is shown and what helps. */
export function errorKind(code: string): ErrorKind {
  return KINDS[code] ?? UNKNOWN;
}

/** The sentence of an error: `errors.<code>`, or the general one when the code has none. */
export function errorSentence(error: AppError, t: Translate): string {
  const key = `errors.${error.code}`;
  return t(hasMessage(key) ? key : "errors.internal", error.args);
}
