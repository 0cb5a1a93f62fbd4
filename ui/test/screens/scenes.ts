import { DUPLICATE_SCENES } from "./duplicates";
import { ABOUT, type Answers, LOCKED, NO_WORKSPACE, OPEN, SUMMARY } from "./fake";
import { IMPORT_SCENES } from "./imports";
import { modelApp } from "./model";
import { QUALIFY_SCENES } from "./qualify";
import { RECORD_SCENES } from "./records";
import type { Step } from "./steps";

/** A screen in a state worth a picture. */
export type Scene = {
  /** The address to begin at. */
  at?: string;
  answers?: Answers;
  /** What a person does before the picture. */
  steps?: readonly Step[];
};

const EMPTY = { ...SUMMARY, prospects: 0, companies: 0, imports: 0 };
const CODE = "7KQ4-M2XD-93HV-TZ8C-P5RW-6JNB-Y1GF";

/** A verdict as the app would give it, by length alone. */
const strength = (passphrase: string) => ({
  score: Math.min(4, Math.floor(passphrase.length / 6)),
  accepted: passphrase.length >= 18,
  reason: passphrase.length < 12 ? "too_short" : passphrase.length < 18 ? "guessable" : null,
});

const FIRST_START: Answers = {
  workspace_status: () => NO_WORKSPACE,
  workspace_create: () => ({ recovery_code: CODE, status: OPEN }),
  workspace_passphrase_strength: strength as never,
};

/** A backup that is chosen as soon as a file is asked for. */
const RESTORE: Answers = {
  "plugin:dialog|open": () => "/media/lea/USB/ai-sales-agent-2026-11-03.salesbackup",
  workspace_backup_contents: () => ({
    made_at: Date.UTC(2026, 10, 3, 17, 5),
    bytes: 34_200_000,
    has_passphrase: true,
    free_folder: "/home/lea/.local/share/ai-sales-agent/workspace",
  }),
};
const CHOOSE_BACKUP = "button:has(.lucide-archive-restore)";
/** The row of the key at the foot of the section. */
const NEW_KEY = "section:nth-of-type(2) > div > div:last-of-type button";
const WITH_PASSPHRASE: Answers = { workspace_status: () => ({ ...OPEN, has_passphrase: true }) };

export const SCENES: Record<string, Scene> = {
  ...RECORD_SCENES,
  ...IMPORT_SCENES,
  ...DUPLICATE_SCENES,
  ...QUALIFY_SCENES,
  welcome_language: { answers: FIRST_START },
  welcome_protection: { answers: FIRST_START, steps: [{ press: "Enter" }] },
  welcome_passphrase: {
    answers: { ...FIRST_START, workspace_status: () => ({ ...NO_WORKSPACE, keyring_available: false }) },
    steps: [{ press: "Enter" }, { fill: "input[type=password]", text: "table cheval" }],
  },
  welcome_recovery: { answers: FIRST_START, steps: [{ press: "Enter" }, { press: "Enter" }] },
  first_data: { answers: { workspace_summary: () => EMPTY, views_list: () => [] } },
  welcome_restore: {
    answers: { ...FIRST_START, ...RESTORE },
    steps: [{ click: CHOOSE_BACKUP }],
  },
  unlock_restore: {
    answers: { ...RESTORE, workspace_status: () => LOCKED },
    steps: [{ click: CHOOSE_BACKUP }],
  },
  unlock: { answers: { workspace_status: () => LOCKED } },
  unlock_wrong: {
    answers: {
      workspace_status: () => LOCKED,
      workspace_unlock: () => {
        throw { code: "passphrase_wrong", field: null, args: {}, report: "" };
      },
    },
    steps: [{ fill: "input", text: "nope" }, { press: "Enter" }],
  },
  settings_look: { at: "#/settings/look" },
  settings_data: {
    at: "#/settings/data",
    answers: { workspace_summary: () => ({ ...SUMMARY, sample_import: "s" }) },
  },
  settings_security: { at: "#/settings/security" },
  settings_rotation: { at: "#/settings/security", answers: WITH_PASSPHRASE, steps: [{ click: NEW_KEY }] },
  settings_rotation_running: {
    at: "#/settings/security",
    answers: { workspace_rotate_key: () => new Promise(() => undefined) },
    steps: [{ click: NEW_KEY }, { click: "button[type=submit]" }],
  },
  settings_rotation_code: {
    at: "#/settings/security",
    answers: { workspace_rotate_key: () => CODE },
    steps: [{ click: NEW_KEY }, { click: "button[type=submit]" }],
  },
  settings_restore: {
    at: "#/settings/data",
    answers: RESTORE,
    steps: [{ click: "section:nth-of-type(3) > div > div:last-of-type button" }],
  },
  settings_passphrase: {
    at: "#/settings/security",
    answers: { ...WITH_PASSPHRASE, workspace_passphrase_strength: strength as never },
    steps: [{ click: "section:nth-of-type(2) > div > div:nth-of-type(2) button" }],
  },
  settings_recovery: {
    at: "#/settings/security",
    steps: [{ click: "section:nth-of-type(2) > div > div:nth-of-type(3) button" }],
  },
  settings_model: { at: "#/settings/model" },
  settings_model_on: { at: "#/settings/model", answers: modelApp() },
  settings_model_sent: {
    at: "#/settings/model",
    answers: modelApp(),
    steps: [{ click: "section:nth-of-type(2) button >> nth=0" }],
  },
  settings_about: { at: "#/settings/about", answers: { app_about: () => ABOUT } },
  palette: { at: "#/settings", steps: [{ press: "Control+k" }] },
  palette_records: {
    at: "#/settings",
    answers: {
      records_find: () => [
        {
          entity: "prospect",
          record: { id: "p1", title: "Anne Martin", subtitle: "VP, Sales · Acme Inc." },
        },
        { entity: "prospect", record: { id: "p2", title: "Martine Roy", subtitle: "m.roy@roy.example" } },
        {
          entity: "company",
          record: { id: "c1", title: "Martin & Fils", subtitle: "martin.example · Lyon" },
        },
      ],
    },
    steps: [{ press: "Control+k" }, { fill: "[cmdk-input]", text: "martin" }],
  },
  shortcuts: { at: "#/settings", steps: [{ press: "?" }] },
  job: {
    at: "#/settings",
    answers: {
      jobs_list: () => [
        {
          id: "j1",
          kind: "import",
          subject: "apollo-export-2026.csv",
          done: 412_300,
          total: 1_000_000,
          rate: 61_200,
          state: "running",
          stopping: false,
        },
      ],
    },
  },
};
