import type { ColumnView, FieldView } from "~/ipc";

export const IGNORE = "ignore";
const CUSTOM = "custom:";

export function isCustom(target: string): boolean {
  return target.startsWith(CUSTOM);
}

/** The target of a new field named after a header; another one than those that are taken. */
export function customTarget(header: string, column: number, taken: ReadonlySet<string>): string {
  const words = header.toLowerCase().split(/[^\p{Alphabetic}\p{N}]+/u);
  const name = words.filter(Boolean).join("_") || `column_${column + 1}`;
  let target = CUSTOM + name;
  for (let n = 2; taken.has(target); n++) target = `${CUSTOM}${name}_${n}`;
  return target;
}

/** Whether several columns may fill a field: their values are then joined. */
export function takesSeveral(target: string, fields: readonly FieldView[]): boolean {
  if (target === "phone_company") return true;
  const kind = fields.find(({ id }) => id === target)?.kind;
  return kind === "tags" || kind === "long_text";
}

/** The columns that go to the same single-valued field: for each such column the others. */
export function conflictsOf(
  mapping: readonly string[],
  fields: readonly FieldView[],
): ReadonlyMap<number, readonly number[]> {
  const columns = new Map<string, number[]>();
  for (const [column, target] of mapping.entries()) {
    if (target !== IGNORE && !takesSeveral(target, fields)) {
      columns.set(target, [...(columns.get(target) ?? []), column]);
    }
  }
  const shared = [...columns.values()].filter((together) => together.length > 1);
  return new Map(
    shared.flatMap((together) =>
      together.map((column) => [column, together.filter((other) => other !== column)] as const),
    ),
  );
}

/** How many columns go to a field that the app knows, rather than to a new one or nowhere. */
export function recognised(mapping: readonly string[]): number {
  return mapping.filter((target) => target !== IGNORE && !isCustom(target)).length;
}

const NAMES = ["first_name", "last_name", "full_name", "display_name", "company", "linkedin_url"];

/** Whether something in the mapping tells who a row is about. */
export function identifies(mapping: readonly string[], fields: readonly FieldView[]): boolean {
  const kinds = new Map(fields.map((field) => [field.id, field]));
  return mapping.some((target) => {
    const field = kinds.get(target);
    const reaches = field?.entity === "prospect" && (field.kind === "email" || field.kind === "phone");
    return reaches || NAMES.includes(target);
  });
}

/** How far a target can be trusted, in a word. */
export type Certainty = "sure" | "likely" | "new" | "ignored" | "chosen";

/** How certain it is where a column goes; what a person chose is certain in its own way. */
export function certaintyOf(column: ColumnView, target: string): Certainty {
  if (target === IGNORE) return "ignored";
  if (target !== column.target) return isCustom(target) ? "new" : "chosen";
  return column.certainty === "sure" || column.certainty === "new" ? column.certainty : "likely";
}

/** The parts of the list of fields to choose from, in order. */
export const GROUPS = ["person", "contact", "company", "address", "other", "custom"] as const;
export type Group = (typeof GROUPS)[number];

const PERSON = [
  "salutation",
  "first_name",
  "middle_name",
  "last_name",
  "suffix",
  "full_name",
  "display_name",
  "nickname",
  "job_title",
  "department",
  "seniority",
  "profession",
];
const CONTACT = /^(email|phone|fax|linkedin_url|twitter_url|website|consent)/;
const ADDRESS = ["street", "city", "region", "postcode", "country", "office"];

/** The part of the list that a field stands in. */
export function groupOf({ id, entity }: Pick<FieldView, "id" | "entity">): Group {
  if (isCustom(id)) return "custom";
  if (entity === "company") return "company";
  if (PERSON.includes(id)) return "person";
  if (CONTACT.test(id)) return "contact";
  return ADDRESS.includes(id) ? "address" : "other";
}
