// Scenes of the screens about scores.
import { fail } from "../app";
import { FEW, NO_OUTCOMES, UNPROVEN } from "./calibration";
import { inboxApp } from "./inbox";
import { MODEL_ON, modelApp, PREPARED } from "./model";
import { RECORD_ANSWERS } from "./records";
import type { Scene } from "./scenes";
import { NOTHING_KNOWN, SET_BY_HAND } from "./scores";

const ANSWERS = RECORD_ANSWERS;
const PAGE = "#/prospects/prospect-1";
const LETTER = "Nous perdons un temps fou avec la saisie manuelle de nos factures.";
/** Opens the dialog in which texts are read. */
const READ = "#record-signals + button";
/** Reads with the model: beside the main button at the foot of the dialog. */
const FOOT_MODEL = "[role=dialog] button:has(+ button[type=submit])";

export const QUALIFY_SCENES: Record<string, Scene> = {
  signals: { at: "#/signals", answers: { ...ANSWERS, ...inboxApp() } },
  signals_chosen: {
    at: "#/signals",
    answers: { ...ANSWERS, ...inboxApp() },
    steps: [{ press: "x" }, { press: "j" }, { press: "x" }],
  },
  signals_nothing: { at: "#/signals", answers: { ...ANSWERS, ...inboxApp([]) } },
  score: { at: PAGE, answers: ANSWERS },
  score_peek: { at: "#/prospects?view=v1", answers: ANSWERS, steps: [{ press: "j" }, { press: "Space" }] },
  score_open: {
    at: PAGE,
    answers: ANSWERS,
    steps: [
      { click: "[aria-expanded=false]:has(.lucide-chevron-right) >> nth=0" },
      { click: "[aria-expanded=false]:has(.lucide-chevron-right) >> nth=3" },
    ],
  },
  score_unknown: {
    at: PAGE,
    answers: { ...ANSWERS, prospect_explain: () => NOTHING_KNOWN, signals_list: () => [] },
  },
  score_set: { at: PAGE, answers: { ...ANSWERS, prospect_explain: () => SET_BY_HAND } },
  score_set_form: { at: PAGE, answers: ANSWERS, steps: [{ press: "b" }] },
  score_history: {
    at: PAGE,
    answers: ANSWERS,
    steps: [{ click: "#score-history > button" }, { click: "#score-history li button >> nth=1" }],
  },
  score_notice: { at: PAGE, answers: ANSWERS, steps: [{ click: "button:has(.lucide-scroll-text)" }] },
  score_read: { at: PAGE, answers: ANSWERS, steps: [{ press: "t" }] },
  score_read_file: {
    at: PAGE,
    answers: {
      ...ANSWERS,
      "plugin:dialog|open": () => "/home/lea/Documents/Appel d’offres signé.pdf",
      document_read: () =>
        fail("document_unreadable", { file: "Appel d’offres signé.pdf", reason: "without_text" }),
    },
    steps: [
      { press: "t" },
      { click: "[role=dialog] form button >> nth=0" },
      { click: "button[type=submit]" },
    ],
  },
  score_read_model: {
    at: PAGE,
    answers: { ...ANSWERS, ...modelApp() },
    steps: [{ click: READ }, { fill: "textarea", text: LETTER }],
  },
  score_read_sent: {
    at: PAGE,
    answers: { ...ANSWERS, ...modelApp() },
    steps: [{ click: READ }, { fill: "textarea", text: LETTER }, { click: FOOT_MODEL }],
  },
  score_read_suspected: {
    at: PAGE,
    answers: {
      ...ANSWERS,
      ...modelApp(),
      document_prepare: () => ({ ...PREPARED, is_suspected: true, reasons: ["override", "own_names"] }),
    },
    steps: [{ click: READ }, { fill: "textarea", text: LETTER }, { click: FOOT_MODEL }],
  },
  score_read_found: {
    at: PAGE,
    answers: { ...ANSWERS, ...modelApp({ ...MODEL_ON, was_shown: true }) },
    steps: [{ click: READ }, { fill: "textarea", text: LETTER }, { click: FOOT_MODEL }, { click: "summary" }],
  },
  score_note: { at: PAGE, answers: ANSWERS, steps: [{ press: "s" }] },
  score_note_choose: {
    at: PAGE,
    answers: ANSWERS,
    steps: [{ press: "s" }, { click: "[role=dialog] [role=combobox]" }],
  },
  score_outcome: { at: PAGE, answers: ANSWERS, steps: [{ press: "w" }] },
  calibration: { at: "#/calibration", answers: ANSWERS },
  calibration_table: {
    at: "#/calibration",
    answers: ANSWERS,
    steps: [{ click: "[aria-pressed=false]" }],
  },
  calibration_few: { at: "#/calibration", answers: { ...ANSWERS, calibration_show: () => FEW } },
  calibration_nothing: { at: "#/calibration", answers: { ...ANSWERS, calibration_show: () => NO_OUTCOMES } },
  calibration_unproven: { at: "#/calibration", answers: { ...ANSWERS, calibration_show: () => UNPROVEN } },
  describe: { at: "#/qualify", answers: ANSWERS, steps: [{ click: "main section button >> nth=0" }] },
  describe_changed: {
    at: "#/qualify",
    answers: ANSWERS,
    steps: [
      { click: "main section button >> nth=0" },
      { fill: "input[inputmode=numeric] >> nth=1", text: "900" },
    ],
  },
  describe_refused: {
    at: "#/qualify",
    answers: {
      ...ANSWERS,
      icp_try: () => fail("description_malformed", { reason: "no_weight", value: "" }),
    },
    steps: [{ click: "main section button >> nth=0" }],
  },
  describe_new: {
    at: "#/qualify",
    answers: ANSWERS,
    steps: [{ click: "main section button:has(.lucide-plus) >> nth=0" }],
  },
  describe_offer: {
    at: "#/qualify",
    answers: ANSWERS,
    steps: [{ click: "main section:nth-of-type(2) button" }],
  },
  describe_scored: { at: "#/qualify", answers: ANSWERS, steps: [{ click: "main div > div > button" }] },
};
