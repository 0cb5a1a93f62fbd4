// The commands and events that the window needs, typed by hand until the generated bindings stand.
import { invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";

export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: AppError };

/** An error of the app: the sentence is the text `errors.<code>` with these arguments. */
export type AppError = {
  code: string;
  field: string | null;
  args: Record<string, string>;
  /** The id under which the log tells more. */
  report: string;
};

export type Protection = "keyring" | "passphrase";
export type WorkspaceInfo = {
  name: string;
  path: string;
  protection: Protection;
  recovery_code_set: boolean;
};
export type WorkspaceStatus =
  | { state: "absent"; keyring_available: boolean }
  | { state: "locked"; info: WorkspaceInfo }
  | { state: "open"; info: WorkspaceInfo };
export type WorkspaceCounts = {
  prospects: number;
  companies: number;
  archived_prospects: number;
  sample_prospects: number;
};
export type UnlockInput = { passphrase: string } | { recovery: string };
export type NewWorkspace = { language: "en" | "fr"; protection: Protection; passphrase: string | null };
export type CreatedWorkspace = { info: WorkspaceInfo; recovery_code: string };

/** Settings of this computer, kept outside the encrypted file so that the lock screen can follow them. */
export type Settings = {
  language: "en" | "fr" | null;
  theme: "system" | "light" | "dark";
  density: "compact" | "normal" | "roomy";
  single_key_shortcuts: boolean;
  /** Minutes without input after which the workspace locks; null for never. */
  lock_after_minutes: number | null;
  ask_passphrase_at_start: boolean;
};

export type Entity = "prospect" | "company";
export type SavedView = { id: string; name: string; entity: Entity };

export type JobKind = "import" | "undo_import" | "export" | "backup" | "restore" | "sample_data";
export type JobState = "running" | "done" | "cancelled" | "failed";
export type JobView = {
  id: string;
  kind: JobKind;
  /** What it works on, as the user knows it: a file name. */
  subject: string;
  state: JobState;
  done: number;
  /** Null while the total is not known. */
  total: number | null;
  per_second: number | null;
  seconds_left: number | null;
  can_cancel: boolean;
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
export type About = { version: string; data_dir: string; log_dir: string };
export type BackupResult = { path: string; bytes: number };

async function call<T>(name: string, args: Record<string, unknown> = {}): Promise<Result<T>> {
  try {
    return { status: "ok", data: await invoke<T>(name, args) };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { status: "error", error: error as AppError };
  }
}

export const commands = {
  workspaceStatus: () => call<WorkspaceStatus>("workspace_status"),
  workspaceCounts: () => call<WorkspaceCounts>("workspace_counts"),
  workspaceCreate: (input: NewWorkspace) => call<CreatedWorkspace>("workspace_create", { input }),
  workspaceUnlock: (input: UnlockInput) => call<WorkspaceStatus>("workspace_unlock", { input }),
  workspaceLock: () => call<null>("workspace_lock"),
  workspaceChangePassphrase: (input: { current: string; next: string }) =>
    call<null>("workspace_change_passphrase", { input }),
  workspaceSetKeyring: (input: { enabled: boolean; passphrase: string | null }) =>
    call<WorkspaceInfo>("workspace_set_keyring", { input }),
  workspaceNewRecoveryCode: () => call<string>("workspace_new_recovery_code"),
  workspaceBackup: (input: { path: string }) => call<BackupResult>("workspace_backup", { input }),
  workspaceRestore: (input: { path: string }) => call<WorkspaceStatus>("workspace_restore", { input }),
  workspaceOpenOther: (input: { path: string }) => call<WorkspaceStatus>("workspace_open_other", { input }),
  settingsGet: () => call<Settings>("settings_get"),
  settingsSet: (input: Settings) => call<Settings>("settings_set", { input }),
  sampleDataAdd: () => call<null>("sample_data_add"),
  sampleDataRemove: () => call<null>("sample_data_remove"),
  recoveryCodeSave: (input: { path: string; code: string }) => call<null>("recovery_code_save", { input }),
  viewsList: () => call<SavedView[]>("views_list"),
  jobsList: () => call<JobView[]>("jobs_list"),
  jobsCancel: (input: { id: string }) => call<null>("jobs_cancel", { input }),
  historyUndo: () => call<string | null>("history_undo"),
  historyRedo: () => call<string | null>("history_redo"),
  about: () => call<About>("about"),
  openFolder: (input: { path: string }) => call<null>("open_folder", { input }),
};

const event = <T>(name: string) => ({
  listen: (handler: (event: { payload: T }) => void): Promise<UnlistenFn> => listen<T>(name, handler),
});

export const events = {
  changed: event<{ kinds: ChangeKind[] }>("changed"),
  jobProgress: event<JobView>("job-progress"),
  workspaceLocked: event<null>("workspace-locked"),
};
