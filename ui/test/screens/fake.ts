import { mockIPC } from "@tauri-apps/api/mocks";
import type { About, Settings, WorkspaceStatus, WorkspaceSummary } from "~/ipc";
import { MODEL_OFF } from "./model";

/** The answers of the app that a picture or test needs; commands without one fail loudly. */
export type Answers = Record<string, (...input: never[]) => unknown>;

export const SETTINGS: Settings = {
  language: null,
  theme: "system",
  density: "normal",
  single_keys: true,
  lock_after_minutes: 15,
  workspace: null,
};

export const OPEN: WorkspaceStatus = {
  state: "open",
  folder: "/home/lea/.local/share/ai-sales-agent",
  keyring_available: true,
  opens_with_keyring: true,
  has_passphrase: false,
};
export const LOCKED: WorkspaceStatus = {
  ...OPEN,
  state: "locked",
  opens_with_keyring: false,
  has_passphrase: true,
};
export const NO_WORKSPACE: WorkspaceStatus = { ...OPEN, state: "none", opens_with_keyring: false };

export const SUMMARY: WorkspaceSummary = {
  prospects: 1_000_000,
  companies: 48_213,
  duplicates: 0,
  signals: 0,
  imports: 3,
  sample_import: null,
  undo: null,
  redo: null,
};

export const ABOUT: About = { version: "0.1.0", log_folder: "/home/lea/.local/share/ai-sales-agent/logs" };

const BASE: Answers = {
  workspace_status: () => OPEN,
  workspace_summary: () => SUMMARY,
  settings_get: () => SETTINGS,
  settings_set: (input) => input,
  countries_list: () => ["BE", "CA", "CH", "CI", "DE", "ES", "FR", "GB", "LU", "MA", "SN", "US"],
  home_country_show: () => "FR",
  responsible_show: () => null,
  home_country_set: () => null,
  views_list: () => [
    { id: "v1", name: "Decision makers, France", entity: "prospect" },
    { id: "v2", name: "Trade fair Lyon 2026", entity: "prospect" },
    { id: "v3", name: "No e-mail yet", entity: "prospect" },
  ],
  jobs_list: () => [],
  columns_show: () => null,
  columns_arrange: () => null,
  app_opened_files: () => [],
  app_ready: () => null,
  model_show: () => MODEL_OFF,
  model_requests_list: () => [],
};

/** All that an app answers that knows these things besides the usual ones. */
export function allAnswers(answers: Answers = {}): Answers {
  const known: Answers = { ...BASE, ...answers };
  return {
    start_view: () => ({
      settings: known.settings_get?.(),
      status: known.workspace_status?.(),
      contents: null,
    }),
    ...known,
  };
}

/** Puts an app in the place of the real one that knows these answers besides the usual ones. */
export function fakeApp(answers: Answers = {}): void {
  const known = allAnswers(answers);
  mockIPC(
    (command, payload) => {
      const answer = known[command];
      if (!answer && command.startsWith("plugin:")) return null;
      if (!answer) throw new Error(`no answer for ${command}`);
      return answer(...(Object.values(payload ?? {}) as never[]));
    },
    { shouldMockEvents: true },
  );
}
