// The commands and events that the frame of the window needs, typed by hand until the generated bindings stand.
import { invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import type { HistoryEntry } from "./contract.records";

export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: AppError };

/** An error of the app: the sentence is the text `errors.<code>` with these arguments. */
export type AppError = {
  code: string;
  field: string | null;
  args: Record<string, string>;
  /** The number of the log line with the details; empty when there are none. */
  report: string;
};

export type Language = "en" | "fr";
export type WorkspaceStatus = {
  state: "none" | "locked" | "open";
  folder: string;
  keyring_available: boolean;
  opens_with_keyring: boolean;
  has_passphrase: boolean;
};
export type NewWorkspace = { folder: string | null; language: Language; passphrase: string | null };
export type WorkspaceCreated = { recovery_code: string; status: WorkspaceStatus };
export type Unlock =
  | { kind: "keyring" }
  | { kind: "passphrase"; passphrase: string }
  | { kind: "recovery"; code: string };
export type ChangePassphrase = { current: string | null; new: string };
export type PassphraseStrength = {
  /** 0 to 4; 3 is enough. */
  score: number;
  accepted: boolean;
  /** A key under `errors.passphrase_weak_reasons`. */
  reason: string | null;
};
export type WorkspaceSummary = {
  prospects: number;
  companies: number;
  imports: number;
  sample_import: string | null;
  undo: HistoryEntry | null;
  redo: HistoryEntry | null;
};
export type BackupView = { file: string; bytes: number };

/** Settings of this computer, kept outside the encrypted file so that the lock screen can follow them. */
export type Settings = {
  language: Language | null;
  theme: "system" | "light" | "dark";
  density: "compact" | "normal" | "roomy";
  single_keys: boolean;
  /** Minutes without input after which the workspace locks; null for never. */
  lock_after_minutes: number | null;
  workspace: string | null;
};

export type Entity = "prospect" | "company";

export type JobState = "running" | "done" | "cancelled" | "failed";
export type JobView = {
  id: string;
  kind: "import" | "check" | "export" | "undo" | "backup";
  /** What it works on: the name of a file. */
  subject: string;
  done: number;
  /** 0 while it is not known. */
  total: number;
  /** A second. */
  rate: number;
  state: JobState;
};

export type ChangeKind =
  | "prospects"
  | "companies"
  | "tags"
  | "views"
  | "imports"
  | "custom_fields"
  | "settings"
  | "jobs"
  | "history";
export type About = { version: string; log_folder: string };

/** Calls a command as the generated bindings do. */
export async function call<T>(name: string, args: Record<string, unknown> = {}): Promise<Result<T>> {
  try {
    return { status: "ok", data: await invoke<T>(name, args) };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { status: "error", error: error as AppError };
  }
}

export const frameCommands = {
  workspaceStatus: () => call<WorkspaceStatus>("workspace_status"),
  workspaceSummary: () => call<WorkspaceSummary>("workspace_summary"),
  workspaceCreate: (input: NewWorkspace) => call<WorkspaceCreated>("workspace_create", { input }),
  workspaceUnlock: (input: Unlock) => call<WorkspaceStatus>("workspace_unlock", { input }),
  workspaceLock: () => call<WorkspaceStatus>("workspace_lock"),
  workspacePassphraseStrength: (passphrase: string) =>
    call<PassphraseStrength>("workspace_passphrase_strength", { passphrase }),
  workspaceChangePassphrase: (input: ChangePassphrase) =>
    call<WorkspaceStatus>("workspace_change_passphrase", { input }),
  workspaceSetKeyring: (enabled: boolean) => call<WorkspaceStatus>("workspace_set_keyring", { enabled }),
  workspaceNewRecoveryCode: () => call<string>("workspace_new_recovery_code"),
  workspaceBackup: (file: string) => call<BackupView>("workspace_backup", { file }),
  workspaceRestore: (file: string, unlock: Unlock) =>
    call<WorkspaceStatus>("workspace_restore", { file, unlock }),
  workspaceOpenOther: (folder: string) => call<WorkspaceStatus>("workspace_open_other", { folder }),
  workspaceSaveRecoveryCode: (input: { file: string; code: string }) =>
    call<null>("workspace_save_recovery_code", { input }),
  settingsGet: () => call<Settings>("settings_get"),
  settingsSet: (input: Settings) => call<Settings>("settings_set", { input }),
  sampleDataAdd: () => call<null>("sample_data_add"),
  sampleDataRemove: () => call<null>("sample_data_remove"),
  jobsList: () => call<JobView[]>("jobs_list"),
  jobsCancel: (id: string) => call<null>("jobs_cancel", { id }),
  diagnosticsReport: (message: string, stack: string) =>
    call<string>("diagnostics_report", { message, stack }),
  diagnosticsText: () => call<string>("diagnostics_text"),
  appAbout: () => call<About>("app_about"),
  appOpenFolder: (folder: string) => call<null>("app_open_folder", { folder }),
};

/** An event as the generated bindings give it. */
export const event = <T>(name: string) => ({
  listen: (handler: (event: { payload: T }) => void): Promise<UnlistenFn> => listen<T>(name, handler),
});

export const events = {
  changed: event<{ kinds: ChangeKind[] }>("changed"),
  jobProgress: event<JobView>("job-progress"),
  workspaceLocked: event<null>("workspace-locked"),
  openPath: event<string>("open-path"),
};
