// A made-up export of another tool on its way in, and scenes of the screens about imports.
import type { Channel } from "@tauri-apps/api/core";
import type {
  CheckView,
  ColumnView,
  FieldKind,
  FieldView,
  FileView,
  ImportDetail,
  ImportProgress,
  ImportView,
  InspectFile,
  MatchCandidate,
  MatchedBy,
  RecordLink,
  RowChoice,
  RowCounts,
} from "~/ipc";
import type { Answers } from "./fake";
import type { Scene } from "./scenes";

const PROSPECT_FIELDS: Record<string, FieldKind> = {
  salutation: "text",
  first_name: "text",
  last_name: "text",
  full_name: "text",
  job_title: "text",
  department: "text",
  seniority: "choice",
  email: "email",
  email_2: "email",
  email_status: "choice",
  email_opt_out: "choice",
  phone: "phone",
  phone_work: "phone",
  phone_direct: "phone",
  phone_mobile: "phone",
  linkedin_url: "url",
  city: "text",
  region: "text",
  country: "text",
  postcode: "text",
  stage: "choice",
  owner: "choice",
  tags: "tags",
  notes: "long_text",
  external_id: "text",
};
const COMPANY_FIELDS: Record<string, FieldKind> = {
  company: "text",
  company_website: "url",
  company_linkedin_url: "url",
  phone_company: "phone",
  company_address: "text",
  company_city: "text",
  company_country: "text",
  industry: "text",
  company_size: "text",
  company_revenue: "text",
  keywords: "text",
  technologies: "text",
};

export const FIELDS: readonly FieldView[] = [
  { id: "created_at", entity: "prospect", kind: "date", label: null, read_only: true, importable: false },
  ...Object.entries(PROSPECT_FIELDS).map<FieldView>(([id, kind]) => ({
    id,
    kind,
    entity: "prospect",
    label: null,
    read_only: false,
    importable: true,
  })),
  ...Object.entries(COMPANY_FIELDS).map<FieldView>(([id, kind]) => ({
    id,
    kind,
    entity: "company",
    label: null,
    read_only: true,
    importable: true,
  })),
  {
    id: "custom:salon",
    entity: "prospect",
    kind: "text",
    label: "Salon",
    read_only: false,
    importable: true,
  },
];

const COLUMNS: readonly [
  header: string,
  samples: string[],
  fill: number,
  target: string,
  certainty: string,
][] = [
  ["First Name", ["Élodie", "Jürgen", "Anne"], 0.99, "first_name", "sure"],
  ["Last Name", ["Lefèvre-Dubois", "Groß"], 1, "last_name", "sure"],
  ["Title", ["Directrice générale", "VP, Sales"], 0.94, "job_title", "sure"],
  ["Company Name", ["Boulangerie « L’Œuf d’Or » SARL"], 0.99, "company", "sure"],
  ["Email", ["elodie.lefevre@boulangerie-oeuf-dor.fr"], 0.91, "email", "sure"],
  ["Mobile Phone", ["06 12 34 56 78", "+49 30 000001"], 0.46, "phone_mobile", "sure"],
  ["# Employees", ["12", "250", "38"], 0.88, "company_size", "likely"],
  ["Email Sent", ["FALSE"], 1, "ignore", "ignored"],
  ["Lists", ["Salon Lyon", "Chaud"], 0.61, "tags", "likely"],
  ["Custom Code", ["A-1093", "A-1101"], 0.12, "custom:custom_code", "new"],
  ["Corporate Phone", ["01 02 03 04 05"], 0.37, "phone_company", "sure"],
  ["Website", ["http://oeuf-dor.fr"], 0.83, "company_website", "sure"],
  ["Person Linkedin Url", ["linkedin.com/in/elodie-lefevre"], 0.7, "linkedin_url", "sure"],
  ["City", ["Lyon", "Berlin"], 0.8, "city", "sure"],
  ["Country", ["France", "Germany"], 0.97, "country", "sure"],
];

const column = ([header, samples, fill, target, certainty]: (typeof COLUMNS)[number]): ColumnView => ({
  header,
  samples,
  fill,
  target,
  certainty,
  confidence: certainty === "sure" ? 0.97 : 0.6,
});

const PEOPLE = [
  ["Élodie", "Lefèvre-Dubois", "Directrice générale", "Boulangerie « L’Œuf d’Or » SARL"],
  ["Jürgen", "Groß", "Leiter Einkauf", "Groß & Söhne GmbH"],
  ["Anne", "Martin", "VP, Sales", "Acme Inc."],
  ["Noémie", "Gagnon", "Présidente", "Gagnon Transport"],
  ["Karim", "Benali", "Gérant", "Atelier Benali"],
];

/** The cells of a row of the file. */
const cells = (n: number): string[] => {
  const [first = "", last = "", title = "", company = ""] = PEOPLE[n % PEOPLE.length] ?? [];
  const address = `${first}.${last}@${company.split(" ")[0]}.com`.toLowerCase();
  return [
    first,
    last,
    title,
    company,
    address,
    "06 12 34 56 78",
    "12",
    "FALSE",
    "Salon Lyon",
    "A-1093",
  ].concat(["01 02 03 04 05", "http://oeuf-dor.fr", "linkedin.com/in/elodie-lefevre", "Lyon", "France"]);
};

export const FILE: FileView = {
  path: "/home/lea/apollo-export-2026.csv",
  file_name: "apollo-export-2026.csv",
  bytes: 48_213_000,
  layout: {
    format: "csv",
    encoding: "windows-1252",
    delimiter: ";",
    quote: '"',
    comment: null,
    sheet: null,
    sheets: [],
    preamble_rows: 3,
    header_rows: 1,
    footer_rows: 0,
  },
  rows: 214_306,
  columns: COLUMNS.map(column),
  preview: [
    ["Export Apollo – équipe « Île-de-France »"],
    ["Généré le 3 novembre 2026"],
    [],
    COLUMNS.map(([header]) => header),
    ...Array.from({ length: 46 }, (_, n) => cells(n)),
  ],
  remembered_at: Date.UTC(2026, 10, 3),
  notices: [],
  problems: [
    { row: 1204, line: 1212, code: "too_many_cells", args: { found: "33", expected: "31" } },
    { row: 9811, line: 9820, code: "stray_quote", args: {} },
    { row: 10_002, line: 10_011, code: "undecodable_bytes", args: { count: "2" } },
  ],
};

const COUNTS: RowCounts = {
  created: 208_911,
  updated: 3118,
  merged: 1204,
  review: 12,
  skipped: 1021,
  failed: 40,
};

export const CHECK: CheckView = {
  counts: COUNTS,
  new_companies: 48_122,
  matches: { email: 4090, linkedin: 201, phone: 31, in_file: 1204, in_workspace: 3118 },
  notices: [],
  issues: [
    {
      code: "email_no_at",
      column: 4,
      field: "email",
      rows: 312,
      values: [
        { value: "n/a", rows: 270, first_row: 18 },
        { value: "elodie.lefevre(at)oeuf-dor.fr", rows: 2, first_row: 914 },
        { value: "pas d’e-mail", rows: 40, first_row: 1022 },
      ],
    },
    {
      code: "phone_digits_lost",
      column: 5,
      field: "phone_mobile",
      rows: 120,
      values: [{ value: "3,36123E+10", rows: 120, first_row: 77 }],
    },
    {
      code: "email_domain",
      column: 4,
      field: "email",
      rows: 9,
      values: [{ value: "anne@acme", rows: 9, first_row: 331 }],
    },
  ],
  rows: [
    {
      row: 14,
      outcome: "updated",
      reason: "matched_email",
      args: { title: "Élodie Lefèvre-Dubois" },
      title: "Élodie Lefèvre",
    },
    {
      row: 19,
      outcome: "updated",
      reason: "matched_phone",
      args: { title: "Jürgen Groß" },
      title: "Jürgen Groß",
    },
    {
      row: 205,
      outcome: "review",
      reason: "two_matches",
      args: { first: "Anne Martin", second: "Anne Martin-Roy" },
      title: "Anne Martin",
    },
    { row: 301, outcome: "skipped", reason: "empty_row", args: {}, title: "" },
    {
      row: 388,
      outcome: "merged",
      reason: "matched_email",
      args: { title: "Karim Benali" },
      title: "K. Benali",
    },
    {
      row: 1204,
      outcome: "failed",
      reason: "too_many_cells",
      args: { found: "33", expected: "31" },
      title: "Noémie Gagnon",
    },
  ],
};

export const DONE: ImportView = {
  id: "i1",
  kind: "file",
  file_name: "apollo-export-2026.csv",
  label: "apollo-export-2026.csv · 2026-11-22T09:30:00Z",
  status: "done",
  on_match: "fill",
  on_near: "review",
  near: { merged: 0, review: 126 },
  counts: COUNTS,
  rows: 214_306,
  odd_values: 441,
  started_at: Date.now() - 3_600_000,
  seconds: 6.4,
  change: "c1",
  cells_deleted: false,
};

export const PAST: readonly ImportView[] = [
  DONE,
  {
    ...DONE,
    id: "i2",
    file_name: "salon-lyon-2026.xlsx",
    label: "salon-lyon-2026.xlsx · 2026-11-22T09:30:00Z",
    status: "interrupted",
    rows: 1210,
    counts: { created: 900, updated: 180, merged: 30, review: 60, skipped: 40, failed: 0 },
    started_at: Date.now() - 86_400_000,
    change: "c2",
  },
  {
    ...DONE,
    id: "i3",
    file_name: "contacts outlook.csv",
    label: "contacts outlook.csv · 2026-11-22T09:30:00Z",
    status: "undone",
    rows: 418,
    counts: { created: 400, updated: 0, merged: 18, review: 0, skipped: 0, failed: 0 },
    started_at: Date.now() - 5 * 86_400_000,
    change: "c3",
  },
  {
    ...DONE,
    id: "i4",
    kind: "sample",
    file_name: "sample.csv",
    rows: 500,
    counts: { created: 500, updated: 0, merged: 0, review: 0, skipped: 0, failed: 0 },
    started_at: Date.now() - 30 * 86_400_000,
    change: "c4",
  },
];

const candidate = (choice: RowChoice, by: MatchedBy, prospect: RecordLink): MatchCandidate => ({
  prospect,
  choice,
  by,
  values: [
    { field: "first_name", value: "Anne" },
    { field: "last_name", value: choice === "first" ? "Martin" : "Martin-Roy" },
    { field: "company", value: choice === "first" ? "Acme Inc." : "Roy & Filles" },
    { field: "email", value: choice === "first" ? "anne.martin@acme.com" : "" },
    { field: "phone_mobile", value: choice === "first" ? "" : "06 12 34 56 78" },
    { field: "city", value: "Lyon" },
  ],
});

export const DETAIL: ImportDetail = {
  import: DONE,
  headers: COLUMNS.map(([header]) => header),
  mapping: COLUMNS.map(([, , , target]) => target),
  issues: CHECK.issues,
  rows: CHECK.rows.map((row, index) => ({
    row: row.row,
    outcome: row.outcome,
    reason: row.reason,
    args: row.reason === "too_many_cells" ? row.args : {},
    prospect:
      row.outcome === "updated" || row.outcome === "merged"
        ? { id: `p${index}`, title: row.args.title ?? "", subtitle: "" }
        : null,
    candidates:
      row.reason === "two_matches"
        ? [
            candidate("first", "email", { id: "p-a", title: "Anne Martin", subtitle: "Buyer" }),
            candidate("second", "phone", { id: "p-b", title: "Anne Martin-Roy", subtitle: "" }),
          ]
        : [],
    decision: null,
    cells: cells(index),
  })),
};

/** Tells how far work is, once. */
const telling = (progress: ImportProgress) => (_: never, channel: Channel<ImportProgress>) => {
  setTimeout(() => channel.onmessage(progress), 20);
  return new Promise<never>(() => {});
};

const ANSWERS: Answers = {
  import_inspect: (input: InspectFile) => ({
    ...FILE,
    layout: {
      ...FILE.layout,
      ...Object.fromEntries(Object.entries(input.layout).filter(([, choice]) => choice !== null)),
    },
  }),
  import_check: () => CHECK,
  import_check_stop: () => null,
  import_inspect_stop: () => null,
  import_run: () => DONE,
  import_stop: () => null,
  imports_list: () => PAST,
  import_show: () => DETAIL,
  import_decide: () => ({ decided: 1, left: 0, change: "c-decided" }),
  fields_list: () => FIELDS,
};

const AT = `#/import?file=${encodeURIComponent(FILE.path)}`;

export const IMPORT_SCENES: Record<string, Scene> = {
  import_start: { at: "#/import", answers: ANSWERS },
  import_first: { at: "#/import", answers: { ...ANSWERS, imports_list: () => [] } },
  import_file: { at: AT, answers: ANSWERS },
  import_encoding: {
    at: AT,
    answers: ANSWERS,
    steps: [{ click: "main [role=combobox] >> nth=0" }],
  },
  import_columns: { at: AT, answers: ANSWERS, steps: [{ press: "Enter" }] },
  import_conflict: {
    at: AT,
    answers: {
      ...ANSWERS,
      import_inspect: () => ({
        ...FILE,
        remembered_at: null,
        columns: FILE.columns.map((one, index) => (index === 6 ? { ...one, target: "email" } : one)),
      }),
    },
    steps: [{ press: "Enter" }],
  },
  import_target: {
    at: AT,
    answers: ANSWERS,
    steps: [{ press: "Enter" }, { click: "tbody tr:nth-child(7) [role=combobox]" }],
  },
  import_checking: {
    at: AT,
    answers: {
      ...ANSWERS,
      import_check: telling({ rows: 123_400, total: 214_306, rate: 61_200, phase: "checking" }),
    },
    steps: [{ press: "Enter" }, { press: "Enter" }],
  },
  import_check: { at: AT, answers: ANSWERS, steps: [{ press: "Enter" }, { press: "Enter" }] },
  import_fix: {
    at: AT,
    answers: ANSWERS,
    steps: [
      { press: "Enter" },
      { press: "Enter" },
      { click: "#check-details button[aria-expanded]" },
      { fill: "#check-details tr:nth-child(2) input", text: "elodie.lefevre@oeuf-dor.fr" },
      { press: "Enter" },
      { click: "#check-details tr:nth-child(1) button" },
    ],
  },
  import_check_rows: {
    at: AT,
    answers: ANSWERS,
    steps: [{ press: "Enter" }, { press: "Enter" }, { click: "main [role=tab]:nth-child(2)" }],
  },
  import_running: {
    at: AT,
    answers: {
      ...ANSWERS,
      import_run: telling({ rows: 150_000, total: 214_306, rate: 33_400, phase: "writing" }),
    },
    steps: [{ press: "Enter" }, { press: "Enter" }, { press: "Enter" }],
  },
  import_stop: {
    at: AT,
    answers: {
      ...ANSWERS,
      import_run: telling({ rows: 150_000, total: 214_306, rate: 33_400, phase: "writing" }),
    },
    steps: [{ press: "Enter" }, { press: "Enter" }, { press: "Enter" }, { click: "main h2 ~ div button" }],
  },
  import_result: {
    at: AT,
    answers: ANSWERS,
    steps: [{ press: "Enter" }, { press: "Enter" }, { press: "Enter" }],
  },
  import_detail: { at: "#/import/i1", answers: ANSWERS },
  import_detail_columns: {
    at: "#/import/i1",
    answers: ANSWERS,
    steps: [{ click: "main [aria-haspopup=dialog]" }],
  },
  import_detail_row: {
    at: "#/import/i1",
    answers: ANSWERS,
    steps: [{ click: "[role=grid] [data-row='5']" }, { press: "Space" }],
  },
  import_decide: { at: "#/import/i1?decide=", answers: ANSWERS },
  import_decide_all: {
    at: "#/import/i1",
    answers: ANSWERS,
    steps: [{ click: "main section [aria-haspopup=menu]" }],
  },
};
