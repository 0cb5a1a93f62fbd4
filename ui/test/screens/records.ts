// A made-up list of a million prospects, and scenes of the screens about records.
import type {
  Entity,
  FieldView,
  HistoryEntry,
  LikelyRecord,
  ListQuery,
  ListRow,
  NameView,
  RecordView,
  SavedView,
  SourceView,
  UndoView,
} from "~/ipc";
import { OUTCOME_ANSWERS } from "./calibration";
import type { Answers } from "./fake";
import type { Scene } from "./scenes";
import { QUALIFY_ANSWERS } from "./scores";

const FIRST = [
  "Karim",
  "Élodie",
  "Olivier",
  "Anne",
  "Noémie",
  "Jürgen",
  "Lena",
  "Marie-Claude",
  "Sarah",
  "Priya",
  "Sofia",
  "Yann",
  "Thomas",
];
const LAST = [
  "Benali",
  "Lefèvre",
  "Martin",
  "O’Neil",
  "Gagnon",
  "Groß",
  "Vogel",
  "Tremblay",
  "Cohen",
  "Shah",
  "Rossi",
  "Le Goff",
  "Nguyen",
];
const FIRMS = [
  "Atelier Benali",
  "Boulangerie L’Œuf d’Or",
  "Logis Ouest",
  "Acme Inc.",
  "Gagnon Transport",
  "Groß & Söhne GmbH",
  "Vogel Elektrotechnik",
  "Tremblay Génie-conseil",
  "Cohen Optique",
  "Brightwater Ltd",
  "Officine Rossi",
  "Conserverie Le Goff",
  "Northwind Logistics",
];
const TITLES = [
  "Gérant",
  "Directrice générale",
  "DAF",
  "VP, Sales",
  "Directrice TI",
  "Leiter Einkauf",
  "Geschäftsführerin",
  "Présidente",
  "Fondatrice",
  "Procurement Lead",
  "CFO",
  "Responsable informatique",
  "Head of Operations",
];
const CITIES = [
  "Marseille",
  "Lyon",
  "Nantes",
  "Boston",
  "Québec",
  "Köln",
  "Hamburg",
  "Montréal",
  "Paris",
  "London",
  "Milano",
  "Brest",
  "Rotterdam",
];
const COUNTRIES = [
  "France",
  "France",
  "France",
  "United States",
  "Canada",
  "Deutschland",
  "Deutschland",
  "Canada",
  "France",
  "United Kingdom",
  "Italia",
  "France",
  "Nederland",
];
const STAGES = ["new", "contacted", "", "qualified", ""];
const TAGS = [["Salon Lyon"], [], ["VIP", "Salon Lyon"], [], [], ["Newsletter"]];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}|[^\p{L}]/gu, "")
    .toLowerCase();

const NOW = Date.now();
const DAY = 86_400_000;
const FILE: SourceView = {
  kind: "import",
  at: NOW - 10 * DAY,
  file: "Salon Lyon.csv",
  row: 214,
  import_id: "i1",
};
const HAND: SourceView = { kind: "user", at: NOW - 2 * DAY, file: null, row: null, import_id: null };

function field(id: string, kind: FieldView["kind"] = "text", entity: Entity = "prospect"): FieldView {
  return { id, entity, kind, label: null, read_only: false, importable: true };
}

const COMPANY_FIELDS: FieldView[] = [
  field("company", "text", "company"),
  field("company_legal_name", "text", "company"),
  field("company_website", "url", "company"),
  field("phone_company", "phone", "company"),
  field("company_city", "text", "company"),
  field("company_country", "text", "company"),
  field("industry", "text", "company"),
  field("company_size", "text", "company"),
  field("company_siren", "text", "company"),
  field("account_owner", "choice", "company"),
];
const COUNT: FieldView = { ...field("prospects", "number", "company"), read_only: true, importable: false };
const FIELDS: FieldView[] = [
  { ...field("name"), read_only: true, importable: false },
  field("first_name"),
  field("last_name"),
  field("job_title"),
  field("email", "email"),
  field("email_2", "email"),
  field("phone", "phone"),
  field("phone_mobile", "phone"),
  field("linkedin_url", "url"),
  field("street"),
  field("city"),
  field("postcode"),
  field("country"),
  field("stage", "choice"),
  field("owner", "choice"),
  field("tags", "tags"),
  field("notes", "long_text"),
  field("last_contacted_at", "date"),
  { ...field("created_at", "date"), read_only: true, importable: false },
  { ...field("custom:nb_de_sites", "number"), label: "Nb de sites" },
  ...COMPANY_FIELDS,
];

function valuesOf(index: number): Record<string, string> {
  const last = pick(LAST, index * 7);
  const firm = pick(FIRMS, index);
  return {
    name: `${pick(FIRST, index)} ${last}`,
    first_name: pick(FIRST, index),
    last_name: last,
    job_title: pick(TITLES, index),
    company: firm,
    email: `${plain(pick(FIRST, index))}@${plain(last)}.example`,
    phone: `+33 4 91 00 ${String(index % 100).padStart(2, "0")} 12`,
    city: pick(CITIES, index),
    country: pick(COUNTRIES, index),
    stage: pick(STAGES, index),
    owner: index % 3 === 0 ? "Léa Martin" : "",
    created_at: String(NOW - (index % 40) * DAY),
    company_city: pick(CITIES, index),
    company_country: pick(COUNTRIES, index),
    industry: pick(["Transport", "Optique", "Agroalimentaire", "Mécanique"], index),
    prospects: String([0, 1, 3, 12, 184, 1_206][index % 6]),
    company_size: pick(["11–50", "1–10", "51–200"], index),
    company_website: `${plain(firm)}.example`,
    phone_company: `+33 1 44 00 ${String(index % 100).padStart(2, "0")} 00`,
  };
}

function rowAt(entity: Entity, index: number, fields: readonly string[]): ListRow {
  const values = valuesOf(index);
  return {
    id: `${entity}-${index}`,
    title: (entity === "prospect" ? values.name : values.company) ?? "",
    company_id: entity === "prospect" ? `company-${index}` : null,
    cells: fields.map((id) => values[id] ?? ""),
    clean: {},
    tags: pick(TAGS, index),
    archived: false,
    sample: false,
  };
}

const isNarrow = (query: ListQuery) =>
  query.search !== "" || query.filter.kind !== "and" || query.filter.of.length > 0;

const nameOf = (values: Record<string, string>): NameView => ({
  found: `M. ${values.last_name?.toUpperCase()} ${values.first_name?.toLowerCase()}`,
  title: "M.",
  first: values.first_name ?? "",
  middle: "",
  last: values.last_name ?? "",
  suffix: "",
  nickname: "",
  corrected: false,
});

function recordOf(entity: Entity, id: string): RecordView {
  const index = Number(id.split("-")[1]);
  const values = valuesOf(index);
  const own =
    entity === "company"
      ? [
          "company",
          "company_website",
          "phone_company",
          "industry",
          "company_size",
          "company_city",
          "company_country",
        ]
      : ["first_name", "last_name", "job_title", "email", "phone", "city", "country", "stage"];
  return {
    entity,
    id,
    title: (entity === "prospect" ? values.name : values.company) ?? "",
    name: entity === "prospect" ? nameOf(values) : null,
    values: [
      ...own.map((name) => ({
        field: name,
        value:
          name === "phone"
            ? (values.phone ?? "").replace("+33 ", "0").replaceAll(" ", ".")
            : (values[name] ?? ""),
        clean: name === "phone" ? (values.phone ?? null) : null,
        source: name === "stage" ? HAND : FILE,
      })),
      ...(entity === "prospect"
        ? [{ field: "custom:nb_de_sites", value: "3", clean: null, source: FILE }]
        : []),
    ].filter(({ value }) => value !== ""),
    tags: [...pick(TAGS, index)],
    company:
      entity === "prospect"
        ? { id: `company-${index}`, title: values.company ?? "", subtitle: values.city ?? "" }
        : null,
    prospects:
      entity === "company"
        ? [0, 1, 2].map((n) => ({
            id: `prospect-${index + n}`,
            title: valuesOf(index + n).name ?? "",
            subtitle: pick(TITLES, index + n),
          }))
        : [],
    prospects_total: entity === "company" ? 3 : 0,
    history: [
      ...(index === 3
        ? [
            {
              change: "m1",
              at: NOW - DAY,
              author: { own: true, name: "" },
              label: "merge",
              args: { name: values.name ?? "", count: "3", entity },
              cells: [],
              undone: null,
            },
            {
              change: "m0",
              at: NOW - 3 * DAY,
              author: { own: false, name: "Nadia Roy" },
              label: "merge",
              args: { name: values.name ?? "", count: "2", entity },
              cells: [],
              undone: { at: NOW - 2 * DAY, author: { own: true, name: "" } },
            },
          ]
        : []),
      {
        change: "c2",
        at: NOW - 2 * DAY,
        author: { own: true, name: "" },
        label: "edit",
        args: { field: "stage", name: values.name ?? "" },
        cells: [{ field: "stage", old: null, new: "contacted" }],
        undone: null,
      },
      {
        change: "c1",
        at: NOW - 10 * DAY,
        author: { own: false, name: "Nadia Roy" },
        label: "import",
        args: { file: "Salon Lyon.csv" },
        cells: [],
        undone: null,
      },
    ],
    merges:
      index === 3
        ? [
            {
              merge: "m1",
              at: NOW - DAY,
              automatic: false,
              until: null,
              expired: false,
              probability: 0.9974,
              records: [
                { title: "Ann Oneil", source: { ...FILE, file: "HubSpot.csv", row: 1251 } },
                { title: "", source: HAND },
              ],
            },
          ]
        : [],
    source: FILE,
    updated_at: NOW - 2 * DAY,
    archived_at: null,
  };
}

const QUERY: ListQuery = {
  scope: "active",
  filter: {
    kind: "and",
    of: [
      { kind: "test", field: "country", op: "is", values: ["France", "Canada"] },
      {
        kind: "or",
        of: [
          { kind: "test", field: "email", op: "contains", values: ["gmail.com"] },
          { kind: "not", of: { kind: "test", field: "phone", op: "empty", values: [] } },
        ],
      },
    ],
  },
  search: "",
  sort: [
    { field: "country", descending: false },
    { field: "name", descending: true },
  ],
};
const COLUMNS = ["name", "company", "job_title", "email"].map((id) => ({ field: id, width: 140 }));
const VIEWS: SavedView[] = [
  { id: "v1", name: "Decision makers", entity: "prospect", query: QUERY, columns: COLUMNS },
  { id: "v2", name: "New this week", entity: "prospect", query: QUERY, columns: COLUMNS },
];

const change = (
  n: number,
  label: string,
  args: Record<string, string>,
  state: HistoryEntry["state"] = "done",
) => ({
  id: `h${n}`,
  at: NOW - n * 5 * 3_600_000,
  author: n === 2 ? { own: false, name: "Nadia Roy" } : { own: true, name: "" },
  label,
  args,
  state,
});
export const HISTORY: HistoryEntry[] = [
  change(0, "edit", { field: "stage", name: "Karim Benali" }),
  change(1, "set_field", { field: "owner", value: "Léa Martin", count: "12408" }),
  change(2, "add_tag", { name: "Salon Lyon", count: "214" }),
  change(3, "archive", { count: "1" }, "undone"),
  change(4, "remove", { count: "3" }, "gone"),
  change(6, "view_save", { name: "Decision makers" }),
  change(8, "create", { name: "Élodie Lefèvre" }),
  change(10, "import", { file: "Salon Lyon.csv", count: "1000000" }),
  change(12, "sample", {}),
];
export const PREVIEW: UndoView = {
  change: HISTORY[7] as HistoryEntry,
  cells: 120,
  cells_kept: 2,
  removed: 999_997,
  restored: 0,
  records_kept: 3,
};

/** What an app with a million prospects answers. */
/** Two records that one which is being written may be. */
const LIKELY: readonly LikelyRecord[] = [
  {
    record: { id: "prospect-0", title: "Karim Benali", subtitle: "Gérant · Atelier Benali" },
    probability: 0.9871,
    evidence: [
      { field: "phone", agreement: "same_number" },
      { field: "last_name", agreement: "spelling" },
    ],
  },
  {
    record: { id: "prospect-13", title: "K. Benali", subtitle: "Atelier Benali" },
    probability: null,
    evidence: [{ field: "email", agreement: "same" }],
  },
];

export const RECORD_ANSWERS: Answers = {
  ...QUALIFY_ANSWERS,
  ...OUTCOME_ANSWERS,
  record_like: ({ values }: { values: readonly unknown[] }) => (values.length > 1 ? LIKELY : []),
  fields_list: (entity: Entity) =>
    entity === "prospect" ? FIELDS : [COUNT, ...COMPANY_FIELDS, field("tags", "tags", "company")],
  list_open: ({ entity, query }: { entity: Entity; query: ListQuery }) => ({
    snapshot: entity === "prospect" ? 1 : 2,
    total: query.search === "zzz" ? 0 : isNarrow(query) ? 12_408 : entity === "prospect" ? 1_000_000 : 48_213,
    of: entity === "prospect" ? 1_000_000 : 48_213,
  }),
  list_window: (ask: { snapshot: number; offset: number; limit: number; fields: string[] }) => ({
    stale: false,
    rows: Array.from({ length: ask.limit }, (_, at) =>
      rowAt(ask.snapshot === 1 ? "prospect" : "company", ask.offset + at, ask.fields),
    ),
  }),
  list_values: () => [
    { value: "France", count: 412_000 },
    { value: "Canada", count: 98_000 },
    { value: "Deutschland", count: 61_200 },
  ],
  list_locate: ({ id }: { id: string }) => Number(id.split("-")[1]),
  record_show: ({ entity, id }: { entity: Entity; id: string }) => recordOf(entity, id),
  record_edit: () => ({ changed: 1, change: "c9", notices: [] }),
  records_change: () => ({ changed: 3, change: "c9", notices: [] }),
  tags_list: () => [
    { id: "t1", name: "Salon Lyon", prospects: 214, companies: 0 },
    { id: "t2", name: "VIP", prospects: 12, companies: 3 },
  ],
  views_list: () => VIEWS,
  history_list: () => HISTORY,
  history_undo_preview: () => PREVIEW,
};

const NOTHING_YET: Answers = {
  ...RECORD_ANSWERS,
  list_open: () => ({ snapshot: 1, total: 0, of: 0 }),
  views_list: () => [],
};

export const RECORD_SCENES: Record<string, Scene> = {
  prospects: { answers: RECORD_ANSWERS },
  prospects_peek: {
    at: "#/prospects?view=v1",
    answers: RECORD_ANSWERS,
    steps: [{ press: "j" }, { press: "Space" }],
  },
  prospects_outcome: {
    answers: RECORD_ANSWERS,
    steps: [{ press: "x" }, { press: "j" }, { press: "x" }, { press: "w" }],
  },
  prospects_bulk: { answers: RECORD_ANSWERS, steps: [{ press: "x" }, { press: "j" }, { press: "x" }] },
  prospects_tag: { answers: RECORD_ANSWERS, steps: [{ press: "Control+a" }, { press: "l" }] },
  prospects_filter: {
    at: "#/prospects?view=v1",
    answers: RECORD_ANSWERS,
    steps: [{ click: "[aria-haspopup=dialog]:nth-of-type(1) >> nth=1" }],
  },
  prospects_columns: { answers: RECORD_ANSWERS, steps: [{ click: "button:has(.lucide-columns-3)" }] },
  prospects_no_match: {
    answers: RECORD_ANSWERS,
    steps: [{ press: "/" }, { fill: "input[type=search]", text: "zzz" }],
  },
  prospects_edit: { answers: RECORD_ANSWERS, steps: [{ press: "F2" }] },
  prospects_new: { answers: RECORD_ANSWERS, steps: [{ press: "c" }, { press: "Shift" }, { press: "Shift" }] },
  prospects_new_likely: {
    answers: RECORD_ANSWERS,
    steps: [
      { press: "c" },
      { fill: "[role=dialog] form > div:nth-of-type(1) input", text: "karim" },
      { fill: "[role=dialog] form > div:nth-of-type(2) input", text: "BENALI" },
      { press: "Shift" },
    ],
  },
  prospect_merged: { at: "#/prospects/prospect-3", answers: RECORD_ANSWERS },
  prospect_page: { at: "#/prospects/prospect-1", answers: RECORD_ANSWERS },
  prospect_name: {
    at: "#/prospects/prospect-1",
    answers: RECORD_ANSWERS,
    steps: [{ click: "button:has(.lucide-user-round-pen)" }],
  },
  companies_empty: { at: "#/companies", answers: NOTHING_YET },
  companies: { at: "#/companies", answers: RECORD_ANSWERS, steps: [{ press: "Space" }] },
  company_page: { at: "#/companies/company-3", answers: RECORD_ANSWERS },
  export: {
    answers: RECORD_ANSWERS,
    steps: [
      { press: "x" },
      { click: "[role=toolbar] button:has(.lucide-upload)" },
      { press: "Shift" },
      { press: "Shift" },
    ],
  },
  history: {
    at: "#/history",
    answers: {
      ...RECORD_ANSWERS,
      workspace_summary: () => ({
        prospects: 1,
        companies: 1,
        imports: 1,
        sample_import: null,
        undo: HISTORY[0],
        redo: HISTORY[3],
      }),
    },
  },
  history_undo: { at: "#/history", answers: RECORD_ANSWERS, steps: [{ press: "Control+z" }] },
};
