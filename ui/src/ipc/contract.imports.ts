// The commands about imports, typed by hand until the generated bindings stand.
import type { Channel } from "@tauri-apps/api/core";
import { call } from "./contract";
import type { RecordLink } from "./contract.records";

export type LayoutChoice = {
  encoding: string | null;
  delimiter: string | null;
  /** Empty for none. */
  quote: string | null;
  preamble_rows: number | null;
  header_rows: number | null;
  footer_rows: number | null;
  sheet: string | null;
};
export type InspectFile = { path: string; layout: LayoutChoice };
export type LayoutView = {
  format: string;
  encoding: string | null;
  delimiter: string | null;
  quote: string | null;
  sheet: string | null;
  sheets: string[];
  preamble_rows: number;
  header_rows: number;
  footer_rows: number;
};
export type ColumnView = {
  header: string;
  samples: string[];
  fill: number;
  /** A field id, `custom:<name>` or `ignore`. */
  target: string;
  confidence: number;
  certainty: string;
};
export type RowNote = { row: number; line: number; code: string; args: Record<string, string> };
export type FileView = {
  path: string;
  file_name: string;
  bytes: number;
  layout: LayoutView;
  rows: number;
  columns: ColumnView[];
  preview: string[][];
  remembered_at: number | null;
  problems: RowNote[];
};

export type OnMatch = "fill" | "update" | "skip" | "create";
export type Fix = { column: number; from: string; to: string };
export type ImportPlan = {
  path: string;
  layout: LayoutChoice;
  mapping: string[];
  on_match: OnMatch;
  fixes: Fix[];
};

export type RowOutcome = "created" | "updated" | "merged" | "review" | "skipped" | "failed";
export type RowCounts = Record<RowOutcome, number>;
export type MatchCounts = {
  email: number;
  linkedin: number;
  phone: number;
  in_file: number;
  in_workspace: number;
};
export type IssueValue = { value: string; rows: number; first_row: number };
export type ValueIssue = {
  code: string;
  column: number | null;
  field: string | null;
  rows: number;
  values: IssueValue[];
};
export type CheckedRow = {
  row: number;
  outcome: RowOutcome;
  reason: string;
  args: Record<string, string>;
  title: string;
};
export type CheckView = {
  counts: RowCounts;
  new_companies: number;
  matches: MatchCounts;
  issues: ValueIssue[];
  rows: CheckedRow[];
};

export type ImportPhase = "checking" | "writing" | "indexing" | "rolling_back";
export type ImportProgress = { rows: number; total: number; rate: number; phase: ImportPhase };
export type ImportState = "running" | "interrupted" | "done" | "stopped" | "undone";
export type ImportView = {
  id: string;
  /** `file` or `sample`. */
  kind: string;
  file_name: string;
  status: ImportState;
  on_match: OnMatch;
  counts: RowCounts;
  rows: number;
  started_at: number;
  seconds: number;
  change: string;
};
export type ImportedRow = {
  row: number;
  outcome: RowOutcome;
  reason: string;
  args: Record<string, string>;
  prospect: RecordLink | null;
  cells: string[];
};
export type ImportDetail = {
  import: ImportView;
  headers: string[];
  /** Where each column went: a field id, `custom:<name>` or `ignore`. */
  mapping: string[];
  rows: ImportedRow[];
};
export type StopImport = "keep" | "roll_back";

export const importCommands = {
  importInspect: (input: InspectFile) => call<FileView>("import_inspect", { input }),
  importCheck: (plan: ImportPlan, onProgress: Channel<ImportProgress>) =>
    call<CheckView>("import_check", { plan, onProgress }),
  importCheckStop: () => call<null>("import_check_stop"),
  importRun: (plan: ImportPlan, onProgress: Channel<ImportProgress>) =>
    call<ImportView>("import_run", { plan, onProgress }),
  importStop: (how: StopImport) => call<null>("import_stop", { how }),
  importResume: (id: string, onProgress: Channel<ImportProgress>) =>
    call<ImportView>("import_resume", { id, onProgress }),
  importsList: () => call<ImportView[]>("imports_list"),
  importShow: (id: string) => call<ImportDetail>("import_show", { id }),
  importFailures: (id: string, path: string) => call<number>("import_failures", { id, path }),
};
