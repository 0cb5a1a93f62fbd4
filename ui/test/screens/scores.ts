// Made-up scores and signals.
import type {
  ExplanationView,
  MovedView,
  NotableSignal,
  NoticeOf,
  NoticeView,
  PartView,
  SaveNotice,
  SignalView,
  TriedView,
} from "~/ipc";
import type { Answers } from "./fake";

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

const NO_SOURCE = { without: null, source: null, date: null, quote: null } as const;
const part = (
  signal: string,
  code: string,
  dim: string,
  points: number,
  rest: Partial<PartView> = {},
): PartView => ({ ...NO_SOURCE, signal, code, dim, points, ...rest });

const BUDGET = "budget de 40 000 € validé pour le projet";
const PROBLEM = "reprise de la saisie manuelle des commandes, deux jours par mois";

/** A score whose parts sum to it. */
export const EXPLANATION: ExplanationView = {
  score: {
    override: null,
    id: "prospect-1",
    as_of: ago(0),
    b: 78,
    a: 92,
    n: 81,
    t: null,
    fit: 86.4,
    bant: 71.25,
    final: 76,
    grade: "A",
    confidence: 0.71,
    coverage: 0.8,
    breakdown: [
      part("s1", "budget_stated", "B", 14, { without: 61, source: "note", date: ago(11), quote: BUDGET }),
      part("mean:B", "mean", "B", 1),
      part("record:title_seniority", "title_seniority", "A", 12, {
        without: 65,
        source: "record",
        date: ago(20),
      }),
      part("s2", "pain_stated", "N", 15, { without: 62, source: "reply", date: ago(14), quote: PROBLEM }),
      part("s3", "later_stated", "T", -1, { without: 77, source: "reply", date: ago(14) }),
      part("mean:T", "mean", "T", 5),
      part("icp:industry", "industry", "F", 18, { without: 70 }),
      part("icp:employees", "employees", "F", 12, { without: 73 }),
    ],
  },
  sentences: [
    { text: "Score 76/100, grade A; what is known makes it 71% sure.", dim: null, signal: null },
    { text: "Budget 78/100: 1 signal, “Budget stated” (+14, note, 11 days ago).", dim: "B", signal: "s1" },
    {
      text: "Authority 92/100: 1 signal, “Level of the job title” (+12, record, 20 days ago).",
      dim: "A",
      signal: "record:title_seniority",
    },
    { text: "Need 81/100: 1 signal, “Problem stated” (+15, reply, 14 days ago).", dim: "N", signal: "s2" },
    {
      text: "Timing: unknown (no evidence). Ask: “When does it have to be in place?”",
      dim: "T",
      signal: null,
    },
    { text: "Ideal customer 86/100; 80% of the criteria are known.", dim: null, signal: null },
    { text: "6 points stand for what is not known for sure.", dim: null, signal: null },
    { text: "Without “Budget stated”, the score would be 61.", dim: null, signal: "s1" },
  ],
};

const counts = (a: number, b: number, c: number) => [
  { grade: "A", prospects: a },
  { grade: "B", prospects: b },
  { grade: "C?", prospects: c },
];

const mover = (id: number, title: string, subtitle: string, from: string, to: string) => ({
  prospect: { id: `prospect-${id}`, title, subtitle },
  from: Number(from.slice(1)),
  from_grade: from.charAt(0),
  to: Number(to.slice(1)),
  to_grade: to.charAt(0),
});

/** What another ideal customer would do. */
export const TRIED: TriedView = {
  prospects: 12_340,
  up: 61,
  down: 1_310,
  before: counts(812, 2_140, 9_388),
  grades: counts(823, 1_951, 9_566),
  moves: [
    mover(1, "Léa Martin", "Directrice des opérations · Fonderie du Rhône", "B68", "A81"),
    mover(2, "Jean-Baptiste de La Rochefoucauld-Montbel", "Responsable de production", "A77", "C52"),
    mover(3, "Ada Lovelace", "Head of Engineering · Analytical Engines", "C58", "B66"),
    mover(4, "Paula Silva", "Purchasing · Silva Moldes", "B61", "C54"),
  ],
};

/** The score of somebody of whom nothing is known. */
export const NOTHING_KNOWN: ExplanationView = {
  score: {
    ...EXPLANATION.score,
    b: null,
    a: null,
    n: null,
    t: null,
    fit: null,
    bant: 35,
    final: 35,
    grade: "D?",
    confidence: 0,
    coverage: 0,
    breakdown: ["B", "A", "N", "T"].map((dim, at) => part(`mean:${dim}`, "mean", dim, at === 0 ? 8 : 9)),
  },
  sentences: [
    {
      text: "Score 35/100, grade D, but little is known (0%): complete the data first.",
      dim: null,
      signal: null,
    },
    { text: "35 points stand for what is not known for sure.", dim: null, signal: null },
    {
      text: "For a grade A: hear which problem they have, and have a budget confirmed, and book a meeting. The score would be 76.",
      dim: null,
      signal: null,
    },
  ],
};

const signal = (id: string, code: string, rest: Partial<SignalView>): SignalView => ({
  id,
  about: "prospect",
  code,
  dims: ["B"],
  polarity: 1,
  strength: 1,
  reliability: 1,
  source: "note",
  source_name: null,
  date: ago(14),
  until: null,
  quote: null,
  extractor: "rules",
  status: "accepted",
  ...rest,
});

/** What was found out about a prospect. */
export const SIGNALS: SignalView[] = [
  signal("s1", "budget_stated", { date: ago(11), quote: BUDGET, status: "found" }),
  signal("s2", "pain_stated", { dims: ["N"], source: "reply", source_name: "RE: devis.eml", quote: PROBLEM }),
  signal("s3", "later_stated", { dims: ["T"], polarity: -1, source: "reply", status: "rejected" }),
];

const notable = (code: NotableSignal["code"], dim: NotableSignal["dim"], polarity = 1, has_end = false) => ({
  code,
  dim,
  polarity,
  has_end,
});

const MOVED: MovedView = {
  since: ago(14),
  from: 58,
  from_grade: "C",
  to: 76,
  to_grade: "A",
  parts: [
    { signal: "s1", code: "budget_stated", why: "new", before: 0, after: 21 },
    { signal: "s2", code: "pain_stated", why: "less", before: 18, after: 15 },
  ],
  sentences: [
    { text: `Since ${ago(14)}: from 58 (C) to 76 (A), 18 up.`, dim: null, signal: null },
    { text: "+21: “Budget stated” came (note).", dim: null, signal: "s1" },
    { text: "−3: “Problem stated” counts less than then (18 → 15).", dim: null, signal: "s2" },
  ],
};

/** A notice in the language that is asked for. */
export function noticeIn(of: NoticeOf): NoticeView {
  const french = of.language === "fr";
  return {
    language: french ? "fr" : "en",
    title: french
      ? "Notice sur l’évaluation automatisée de Claire Martin"
      : "Notice about the automated assessment of Claire Martin",
    sections: [
      {
        heading: french ? "De quoi il s’agit" : "What this is about",
        paragraphs: [
          french
            ? "Nous utilisons un programme qui évalue si un contact professionnel pourrait avoir bientôt besoin de notre offre."
            : "We use a program that assesses how likely a business contact is to need our offer soon.",
        ],
        items: [],
      },
      {
        heading: french ? "Les données que nous détenons sur vous" : "Data about you that we hold",
        paragraphs: [],
        items: french
          ? [
              "Prénom : Claire (fichier « salon.csv », 2026-11-02)",
              "Fonction : Directrice des achats (saisi à la main, 2026-11-10)",
            ]
          : [
              "First name: Claire (file “salon.csv”, 2026-11-02)",
              "Job title: Head of Procurement (entered by hand, 2026-11-10)",
            ],
      },
    ],
    text: french ? "Notice sur l’évaluation automatisée" : "Notice about the automated assessment",
    file_name: "Notice - Claire Martin",
    responsible: french ? "Atelier Durand SARL, 3 rue du Port, 44000 Nantes" : null,
  };
}

/** What the app answers about scores and signals. */
export const QUALIFY_ANSWERS: Answers = {
  score_history: () => [
    { at: Date.now() - 40 * DAY, total: 41, grade: "C?" },
    { at: Date.now() - 14 * DAY, total: 58, grade: "C" },
    { at: Date.now() - 11 * DAY, total: 79, grade: "A" },
    { at: Date.now() - 2 * DAY, total: 76, grade: "A" },
  ],
  score_moved: () => MOVED,
  notice_show: (of: NoticeOf) => noticeIn(of),
  notice_save: ({ of }: SaveNotice) => noticeIn(of),
  responsible_set: () => null,
  prospect_explain: () => EXPLANATION,
  signals_list: () => SIGNALS,
  signals_catalogue: () => [
    notable("budget_stated", "B"),
    notable("no_budget", "B", -1),
    notable("title_seniority", "A"),
    notable("refers_to_other", "A", -1),
    notable("pain_stated", "N"),
    notable("not_interested", "N", -1),
    notable("contract_end", "T", 1, true),
    notable("deadline_stated", "T", 1, true),
  ],
  icps_list: () => [{ id: "i1", name: "Industrial SMEs", version: 2 }],
  offers_list: () => [],
  icp_show: () => ({
    view: { id: "i1", name: "Industrial SMEs", version: 2 },
    what: {
      name: "Industrial SMEs",
      industries: ["C"],
      employees: { min: 20, max: 250 },
      countries: ["FR", "BE"],
      functions: ["operations"],
    },
    versions: [
      { version: 2, at: Date.now() - DAY },
      { version: 1, at: Date.now() - 9 * DAY },
    ],
  }),
  icp_try: () => TRIED,
  offer_try: () => TRIED,
  prospects_qualify: () => ({
    as_of: ago(0),
    prospects: 12_340,
    changed: 2_952,
    grades: [
      { grade: "A", prospects: 812 },
      { grade: "B", prospects: 2_140 },
      { grade: "C?", prospects: 9_388 },
    ],
  }),
  signal_add: () => SIGNALS[0],
  signal_accept: () => SIGNALS[0],
  signal_reject: () => SIGNALS[0],
};

/** The same score with another that a person set in its place. */
export const SET_BY_HAND: ExplanationView = {
  ...EXPLANATION,
  score: {
    ...EXPLANATION.score,
    override: {
      total: 90,
      grade: "A",
      reason: "Le directeur a promis une commande au salon de Lyon.",
      on: ago(3),
      until: ago(-60),
    },
  },
};
