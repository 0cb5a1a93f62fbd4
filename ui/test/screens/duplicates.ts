// Made-up clusters of likely duplicates, and scenes of the screen about them.
import type {
  Agreement,
  ClusterField,
  ClusterRecord,
  ClusterRow,
  ClusterView,
  DuplicatesView,
  Entity,
  FieldChoice,
  JobView,
  ListDuplicates,
  SearchView,
  ShowDuplicates,
} from "~/ipc";
import { type Answers, SUMMARY } from "./fake";
import type { Scene } from "./scenes";

const NOW = Date.now();
const DAY = 86_400_000;
const FILES = ["Salon Lyon.csv", "HubSpot.csv", "contacts-2024-final (2).xlsx"];

const row = (
  cluster: number,
  title: string,
  subtitle: string,
  probability: number,
  records = 2,
  entity: Entity = "prospect",
): ClusterRow => ({
  cluster,
  entity,
  title,
  subtitle,
  records,
  probability,
  automatic: probability > 0.99,
  vetoed: false,
  changed: false,
});

export const ROWS: readonly ClusterRow[] = [
  row(1, "Karim Benali", "Gérant · Atelier Benali", 0.99747),
  row(2, "Thomas Nguyen", "Northwind", 0.9912, 3),
  row(3, "Groß & Söhne", "gross.example · Köln", 0.9841, 2, "company"),
  row(4, "Maximiliane-Alexandra Gräfin von Hohenstein-Wittgenstein", "TGC · Montréal", 0.96, 20),
  row(5, "Sarah Cohen", "Cohen Optique", 0.9321),
  row(6, "Brightwater", "brightwater.example · London", 0.918, 2, "company"),
  { ...row(7, "Anne O’Neil", "Acme", 0.885), vetoed: true, changed: true },
  row(8, "Luca Conti", "", 0.8493),
];

const SEARCHES: SearchView[] = [
  {
    entity: "prospect",
    at: NOW - 3_600_000,
    records: 1_000_000,
    clusters: 6,
    millis: 38_000,
    min: 0.7,
    changed_since: false,
    changed: 0,
    learning: { state: "learnt", decisions: 212, merges: 140, needed: 150, merges_needed: 40 },
  },
  {
    entity: "company",
    at: NOW - 3_600_000,
    records: 48_213,
    clusters: 2,
    millis: 1_400,
    min: 0.7,
    changed_since: false,
    changed: 0,
    learning: { state: "too_few", decisions: 38, merges: 21, needed: 150, merges_needed: 40 },
  },
];

/** The page of a list of these clusters. */
export function listed(
  rows: readonly ClusterRow[],
  { entity, offset, limit }: ListDuplicates,
  searches = SEARCHES,
): DuplicatesView {
  const of = (kind: Entity) => rows.filter((one) => one.entity === kind);
  const shown = entity ? of(entity) : rows;
  return {
    total: shown.length,
    prospects: of("prospect").length,
    companies: of("company").length,
    clusters: shown.slice(offset, offset + limit),
    searches,
  };
}

function record(cluster: number, place: number, title: string, tags: string[] = []): ClusterRecord {
  const file = FILES[place % FILES.length] ?? "";
  const at = NOW - (20 - place) * DAY;
  return {
    id: `${cluster}-${place}`,
    title,
    source: { kind: "import", at, file, row: 214 + place * 1037, import_id: `i${place}` },
    created_at: at,
    updated_at: at,
    changed: false,
    tags,
  };
}

type Line = [field: string, values: (string | null)[], agreement?: Agreement | null, weight?: number];

/** A field as the app shows it: the chosen value stays, else the first that is there. */
function fieldOf([field, values, agreement = null, weight = 3]: Line, chosen: number): ClusterField {
  const first = values.findIndex((value) => value !== null);
  const from = chosen >= 0 ? chosen : first;
  return {
    field,
    values,
    kept: values[from] ?? null,
    from: from < 0 ? null : from,
    agreement,
    evidence: agreement ? [{ left: 0, right: 1, agreement, weight }] : [],
  };
}

const LINES: Readonly<Record<number, { names: string[]; tags: string[][]; lines: Line[] }>> = {
  1: {
    names: ["Karim Benali", "Benali Karim"],
    tags: [["Salon Lyon"], ["Chaud"]],
    lines: [
      ["first_name", ["Karim", "Benali"], "swapped", 8],
      ["last_name", ["Benali", "Karim"], "swapped", 8],
      ["email", ["karim@benali.example", "k.benali@benali.example"], "same_domain", 2],
      ["phone", ["+33 6 12 34 56 78", "06.12.34.56.78"], "same_number", 11],
      ["company", ["Atelier Benali SARL", "ATELIER BENALI"], "legal_form", 7],
      ["job_title", ["Gérant", "Dirigeant"], "alike", 1],
      ["city", ["Marseille", null]],
      ["country", ["France", "France"]],
      ["language", ["fr", "fr"]],
      ["source", ["Salon", "Salon"]],
      ["notes", ["Rencontré au stand B12", "Rappeler en mars"]],
    ],
  },
  2: {
    names: ["Thomas Nguyen", "Tom Nguyen", "T. Nguyen"],
    tags: [[], [], []],
    lines: [
      ["first_name", ["Thomas", "Tom", "T."], "initial", 2],
      ["last_name", ["Nguyen", "Nguyen", "NGUYEN"], "spelling", 6],
      ["email", ["thomas@northwind.example", null, "thomas@northwind.example"], "same", 14],
      ["phone", ["+31 20 555 01 99", "020 555 0199", null], "same_number", 10],
      ["company", ["Northwind Logistics", "Northwind", "Northwind Logistics BV"], "partly", 3],
    ],
  },
  3: {
    names: ["Groß & Söhne", "GROSS & SOEHNE GmbH"],
    tags: [[], []],
    lines: [
      ["company", ["Groß & Söhne", "GROSS & SOEHNE GmbH"], "legal_form", 7],
      ["company_website", ["gross.example", "https://www.gross.example/"], "same_value", 9],
      ["company_city", ["Köln", "Cologne"], "different", -1],
    ],
  },
  7: {
    names: ["Anne O’Neil", "Ann Oneil"],
    tags: [[], []],
    lines: [
      ["first_name", ["Anne", "Ann"], "similar", 3],
      ["last_name", ["O’Neil", "Oneil"], "spelling", 6],
      ["email", ["anne.oneil@acme.example", "ann.oneil2@acme.example"], "same_domain", 2],
      ["birthday", ["1980-02-11", "1975-10-30"], "different", -6],
    ],
  },
};

const LONG = {
  names: Array.from(
    { length: 20 },
    (_, n) => `Maximiliane-Alexandra Gräfin von Hohenstein-Wittgenstein ${n + 1}`,
  ),
  tags: Array.from({ length: 20 }, (_, n) => (n % 3 === 0 ? ["Newsletter", "Salon Lyon"] : [])),
  lines: [
    ["first_name", Array.from({ length: 20 }, () => "Maximiliane-Alexandra"), "same", 9],
    ["last_name", Array.from({ length: 20 }, () => "Gräfin von Hohenstein-Wittgenstein"), "same", 12],
    [
      "email",
      Array.from({ length: 20 }, (_, n) => (n % 2 ? null : `m.hohenstein${n}@tgc.example`)),
      "same_domain",
      2,
    ],
    [
      "job_title",
      Array.from({ length: 20 }, (_, n) => (n % 4 ? null : "Leiterin der Abteilung Einkauf und Logistik")),
      "same",
      4,
    ],
  ] satisfies Line[],
};

/** A cluster as it would be merged with these wishes. */
export function clusterOf({ cluster, choices = [], without = [] }: ShowDuplicates): ClusterView | null {
  const listedAs = ROWS.find((one) => one.cluster === cluster);
  const known = cluster === 4 ? LONG : (LINES[cluster] ?? LINES[1]);
  if (!listedAs || !known) return null;
  const records = known.names.map((name, place) => record(cluster, place, name, known.tags[place]));
  const placeOf = (wanted: FieldChoice | undefined) => records.findIndex(({ id }) => id === wanted?.from);
  const fields = known.lines.map((line) => {
    const fieldsOf = fieldOf(line, placeOf(choices.find(({ field }) => field === line[0])));
    const out = records.findIndex(({ id }) => !without.includes(id));
    return without.includes(records[fieldsOf.from ?? 0]?.id ?? "")
      ? { ...fieldsOf, from: out, kept: fieldsOf.values[out] ?? null }
      : fieldsOf;
  });
  return {
    cluster,
    entity: listedAs.entity,
    title: listedAs.title,
    probability: listedAs.probability,
    automatic: listedAs.automatic,
    vetoes: listedAs.vetoed ? ["namesake"] : [],
    survivor: 0,
    records_total: cluster === 4 ? 34 : records.length,
    records: records.map((one, place) => ({ ...one, changed: listedAs.changed && place === 1 })),
    fields,
    kept: {
      tags: [...new Set(known.tags.flat())],
      notes: cluster === 1 ? 2 : 0,
      prospects: listedAs.entity === "company" ? 12 : 0,
      imports: Math.min(records.length, 3),
      left_over: cluster === 4 ? ["m.hohenstein16@tgc.example", "m.hohenstein18@tgc.example"] : [],
    },
  };
}

/** An app that found these clusters. */
export function duplicatesApp(rows = ROWS, searches = SEARCHES): Answers {
  return {
    workspace_summary: () => ({ ...SUMMARY, duplicates: rows.length }),
    duplicates_list: ((input: ListDuplicates) => listed(rows, input, searches)) as never,
    duplicates_show: clusterOf as never,
    duplicates_merge_all_preview: () => ({
      clusters: 2,
      records: 5,
      examples: rows.slice(0, 2).toReversed(),
    }),
    duplicates_merge_all: () => ({ change: "m9", clusters: 34, records: 71, changed: 2 }),
    duplicates_search: () => searches,
  };
}

const job = (kind: JobView["kind"], done: number, total: number): JobView => ({
  id: "j7",
  kind,
  subject: "",
  done,
  total,
  rate: 0,
  state: "running",
  stopping: false,
});
const never = () => new Promise(() => undefined);
const AT = "#/duplicates";
const RECENT = SEARCHES.map((search) => ({ ...search, changed_since: true }));
const FAULT = () => {
  throw { code: "record_missing", field: null, args: { id: "1-1" }, report: "" };
};

export const DUPLICATE_SCENES: Record<string, Scene> = {
  duplicates_first: { at: AT, answers: duplicatesApp([], []) },
  duplicates_searching: {
    at: AT,
    answers: {
      ...duplicatesApp([], []),
      duplicates_search: never,
      jobs_list: () => [job("duplicates", 412_000, 1_000_000)],
    },
  },
  duplicates: { at: AT, answers: duplicatesApp() },
  duplicates_chosen: {
    at: AT,
    answers: duplicatesApp(),
    steps: [
      { press: "Enter" },
      { press: "ArrowDown" },
      { press: "ArrowDown" },
      { press: "ArrowRight" },
      { press: "Enter" },
      { press: "ArrowDown" },
    ],
  },
  duplicates_three: {
    at: AT,
    answers: duplicatesApp(),
    steps: [{ press: "j" }, { press: "Enter" }, { press: "ArrowRight" }, { press: "x" }],
  },
  duplicates_company: { at: AT, answers: duplicatesApp(), steps: [{ press: "j" }, { press: "j" }] },
  duplicates_many: {
    at: AT,
    answers: duplicatesApp(),
    steps: [{ press: "j" }, { press: "j" }, { press: "j" }],
  },
  duplicates_vetoed: {
    at: AT,
    answers: duplicatesApp(ROWS, RECENT),
    steps: [{ press: "End" }, { press: "k" }],
  },
  duplicates_again: {
    at: AT,
    answers: {
      ...duplicatesApp(),
      duplicates_search: never,
      jobs_list: () => [job("duplicates", 0, 0)],
    },
  },
  duplicates_fault: {
    at: AT,
    answers: { ...duplicatesApp(), duplicates_merge: FAULT },
    steps: [{ press: "m" }],
  },
  duplicates_merged: {
    at: AT,
    answers: {
      ...duplicatesApp(),
      duplicates_merge: () => ({
        merge: "c1",
        survivor: { id: "1-0", title: "Karim Benali", subtitle: "Gérant" },
        left_over: [],
      }),
      workspace_summary: () => ({
        ...SUMMARY,
        duplicates: 7,
        undo: {
          id: "c1",
          at: NOW,
          author: { own: true, name: "" },
          label: "merge",
          args: { name: "Karim Benali", count: "2", entity: "prospect" },
          state: "done",
        },
      }),
    },
    steps: [{ press: "m" }],
  },
  duplicates_all: { at: AT, answers: duplicatesApp(), steps: [{ press: "Shift+M" }] },
  duplicates_all_done: {
    at: AT,
    answers: duplicatesApp(),
    steps: [{ press: "Shift+M" }, { click: "[role=dialog] button[class*=bg-accent]" }],
  },
  duplicates_nothing: { at: AT, answers: duplicatesApp([]) },
  duplicates_no_companies: {
    at: AT,
    answers: duplicatesApp(ROWS.filter(({ entity }) => entity === "prospect")),
    steps: [{ click: "[role=tab] >> nth=2" }],
  },
};
