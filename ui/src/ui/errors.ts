import { hasMessage, type Translate } from "~/i18n";
import type { AppError } from "~/ipc";
import { fieldName } from "./fields";

/** How much an error matters: a note in passing, something that did not work, or something that needs care now. */
export type Severity = "info" | "warning" | "error";
/** What helps after an error. */
export type ErrorAction = "retry" | "choose_file" | "unlock" | "reload" | "free_space" | "none";

type ErrorKind = { severity: Severity; action: ErrorAction };

const FAULT: ErrorKind = { severity: "error", action: "retry" };
const NOTE: ErrorKind = { severity: "info", action: "none" };
const INPUT: ErrorKind = { severity: "warning", action: "none" };
const OTHER_FILE: ErrorKind = { severity: "error", action: "choose_file" };
const OLD_VIEW: ErrorKind = { severity: "warning", action: "reload" };
const SAYS_ALL: ErrorKind = { severity: "error", action: "none" };

/** What differs from “an error, try again”. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  workspace_closed: { severity: "info", action: "unlock" },
  workspace_missing: SAYS_ALL,
  workspace_file_missing: SAYS_ALL,
  workspace_file_empty: SAYS_ALL,
  workspace_exists: SAYS_ALL,
  key_file_missing: SAYS_ALL,
  export_cell_too_long: SAYS_ALL,
  export_too_many_columns: SAYS_ALL,
  workspace_newer: SAYS_ALL,
  workspace_damaged: SAYS_ALL,
  key_gone: SAYS_ALL,
  passphrase_wrong: INPUT,
  passphrase_weak: INPUT,
  passphrase_needed: INPUT,
  passphrase_missing: INPUT,
  recovery_code_wrong: INPUT,
  recovery_code_malformed: INPUT,
  backup_unusable: OTHER_FILE,
  disk_full: { severity: "error", action: "free_space" },
  opened_on_full_disk: SAYS_ALL,
  file_missing: OTHER_FILE,
  folder_missing: OTHER_FILE,
  file_empty: { severity: "warning", action: "choose_file" },
  file_not_text: OTHER_FILE,
  file_too_many_columns: OTHER_FILE,
  file_not_a_file: OTHER_FILE,
  file_is_read: OTHER_FILE,
  file_written_twice: OTHER_FILE,
  folder_of_workspace: OTHER_FILE,
  file_cell_too_large: OTHER_FILE,
  file_password: OTHER_FILE,
  file_sheet_missing: OTHER_FILE,
  file_sheet_unreadable: OTHER_FILE,
  file_sheet_too_large: OTHER_FILE,
  file_unreadable: OTHER_FILE,
  field_unknown: INPUT,
  field_read_only: INPUT,
  mapping_twice: INPUT,
  mapping_column_unknown: INPUT,
  mapping_malformed: OTHER_FILE,
  mapping_field_unknown: INPUT,
  mapping_empty: INPUT,
  filter_malformed: INPUT,
  record_missing: OLD_VIEW,
  import_missing: OLD_VIEW,
  import_ended: OLD_VIEW,
  import_unfinished: { severity: "warning", action: "none" },
  import_cells_gone: { severity: "warning", action: "none" },
  nothing_to_decide: OLD_VIEW,
  country_unknown: INPUT,
  import_running: { severity: "warning", action: "none" },
  merge_alone: INPUT,
  merge_expired: { severity: "warning", action: "none" },
  too_many_to_reject: INPUT,
  merge_missing: OLD_VIEW,
  merged_since: { severity: "warning", action: "none" },
  list_gone: OLD_VIEW,
  name_taken: INPUT,
  description_malformed: INPUT,
  description_missing: OLD_VIEW,
  signal_missing: OLD_VIEW,
  signal_known: NOTE,
  signal_end_needed: INPUT,
  day_malformed: INPUT,
  day_in_future: INPUT,
  score_refused: INPUT,
  notice_format: INPUT,
  value_missing: INPUT,
  nothing_to_undo: NOTE,
  nothing_to_redo: NOTE,
  cancelled: NOTE,
};

/** How an error with this code is shown and what helps. */
export function errorKind(code: string): ErrorKind {
  return KINDS[code] ?? FAULT;
}

/**
 * The sentence of an error: `errors.<code>` and, where it has one, its reason; the general one for a code without. A
 * field is called as everywhere else.
 */
export function errorSentence({ code, args }: AppError, t: Translate): string {
  const key = `errors.${code}`;
  const reason = `errors.${code}_reasons.${args.reason}`;
  const named = args.field ? { ...args, field: fieldName({ id: args.field }, t) } : args;
  const sentence = t(hasMessage(key) ? key : "errors.internal", named);
  return hasMessage(reason) ? `${sentence} ${t(reason, named)}` : sentence;
}
