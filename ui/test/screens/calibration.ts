// Made-up outcomes, and what they tell of scores.
import type { CalibrationView, GradeChanceView, OutcomeView } from "~/ipc";
import type { Answers } from "./fake";

const chance = (
  grade: string,
  cases: number,
  positives: number,
  [value, low, high]: readonly [number, number, number],
): GradeChanceView => ({ grade, cases, positives, chance: { value, low, high } });

const group = (promised: number, part: number, low: number, high: number) => ({
  cases: 126,
  chance: promised,
  came_true: part,
  came_true_range: { value: part, low, high },
});

/** Scores that tell who buys. */
export const PROVEN: CalibrationView = {
  n: 4_200,
  positives: 310,
  missing: { outcomes: 0, positives: 0, negatives: 0 },
  verdict: "proven",
  auc: 0.8632,
  auc_range: { value: 0.8632, low: 0.8391, high: 0.8873 },
  measured_n: 1_260,
  measured_positives: 93,
  brier: 0.0581,
  brier_skill: 0.1478,
  ece: 0.0113,
  ece_range: { value: 0.0113, low: 0.0079, high: 0.0246 },
  method: "platt",
  bins: [
    group(0.0041, 0, 0, 0.0296),
    group(0.0093, 0.0079, 0.0014, 0.0436),
    group(0.0158, 0.0159, 0.0044, 0.056),
    group(0.0247, 0.0317, 0.0124, 0.0788),
    group(0.0361, 0.0238, 0.0081, 0.0676),
    group(0.0522, 0.0476, 0.022, 0.0999),
    group(0.0741, 0.0714, 0.0381, 0.13),
    group(0.1078, 0.127, 0.0797, 0.1964),
    group(0.1633, 0.1508, 0.0988, 0.2234),
    group(0.2649, 0.2619, 0.1931, 0.3449),
  ],
  grades: [
    chance("A", 412, 118, [0.2812, 0.2456, 0.3184]),
    chance("B", 930, 112, [0.1196, 0.1029, 0.1376]),
    chance("C", 1_604, 68, [0.0428, 0.0349, 0.0514]),
    chance("D", 1_254, 12, [0.0106, 0.0063, 0.0158]),
  ],
};

/** Too few outcomes to measure anything. */
export const FEW: CalibrationView = {
  ...PROVEN,
  n: 46,
  positives: 9,
  missing: { outcomes: 154, positives: 21, negatives: 0 },
  verdict: "not_enough_data",
  auc: null,
  auc_range: null,
  measured_n: null,
  measured_positives: null,
  brier: null,
  brier_skill: null,
  ece: null,
  ece_range: null,
  method: "grades",
  bins: [],
  grades: [
    chance("A", 8, 4, [0.2826, 0.1484, 0.4387]),
    chance("B", 14, 4, [0.2328, 0.1238, 0.3626]),
    chance("C", 16, 1, [0.1365, 0.0561, 0.2441]),
    chance("D", 8, 0, [0.1365, 0.0561, 0.2441]),
  ],
};

/** No outcome yet. */
export const NO_OUTCOMES: CalibrationView = {
  ...FEW,
  n: 0,
  positives: 0,
  missing: { outcomes: 200, positives: 30, negatives: 1 },
  grades: FEW.grades.map((of) => ({ ...of, cases: 0, positives: 0 })),
};

/** Scores that tell nothing. */
export const UNPROVEN: CalibrationView = {
  ...PROVEN,
  verdict: "no_proven_signal",
  auc: 0.5081,
  auc_range: { value: 0.5081, low: 0.4743, high: 0.5419 },
  brier_skill: -0.0007,
  bins: PROVEN.bins.map((bin) => ({ ...bin, chance: 0.0738 + bin.chance / 100 })),
};

const OUTCOMES: OutcomeView[] = [
  { kind: "won", date: "2026-11-12", total: 71, grade: "B" },
  { kind: "meeting", date: "2026-10-02", total: 64, grade: "B" },
];

/** What the app answers about outcomes. */
export const OUTCOME_ANSWERS: Answers = {
  calibration_show: () => PROVEN,
  outcomes_list: () => OUTCOMES,
  outcomes_note: () => ({ changed: 3, left_out: 0, change: "change-1" }),
  outcomes_remove: () => ({ changed: 1, left_out: 0, change: "change-1" }),
};
