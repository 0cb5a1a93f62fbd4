import type { ColumnChoice } from "~/ipc";
import type { ColumnLayout } from "~/ui/table";

const WIDTHS: Record<string, number> = {
  name: 190,
  company: 190,
  prospects: 100,
  job_title: 160,
  email: 190,
  phone: 150,
  tags: 140,
  city: 110,
  country: 100,
  stage: 100,
  company_website: 170,
  company_size: 90,
  company_city: 120,
  company_country: 120,
  industry: 160,
  phone_company: 150,
};
const WIDTH = 140;

/** The width of a column that nobody has changed, in px. */
export function usualWidth(field: string): number {
  return WIDTHS[field] ?? WIDTH;
}

/** Columns of the usual width. */
export function usualColumns(fields: readonly string[]): ColumnChoice[] {
  return fields.map((field) => ({ field, width: usualWidth(field) }));
}

/** The table's layout for these columns. A column of the usual width shares what is left of the window. */
export function layoutOf(columns: readonly ColumnChoice[]): ColumnLayout {
  const chosen = columns.filter(({ field, width }) => width !== usualWidth(field));
  return {
    order: columns.map(({ field }) => field),
    hidden: [],
    widths: Object.fromEntries(chosen.map(({ field, width }) => [field, width])),
  };
}

/** The columns after a person has moved, widened or hidden some in the table. */
export function columnsAfter(columns: readonly ColumnChoice[], layout: ColumnLayout): ColumnChoice[] {
  const kept = columns.filter(({ field }) => !layout.hidden.includes(field));
  const placeOf = ({ field }: ColumnChoice) => {
    const place = layout.order.indexOf(field);
    return place < 0 ? -1 : place;
  };
  return kept
    .map(({ field }) => ({ field, width: layout.widths[field] ?? usualWidth(field) }))
    .sort((a, b) => placeOf(a) - placeOf(b));
}

/** The columns with a field shown at the end or taken away. */
export function withColumn(columns: readonly ColumnChoice[], field: string, shown: boolean): ColumnChoice[] {
  const others = columns.filter((column) => column.field !== field);
  return shown ? [...others, { field, width: usualWidth(field) }] : others;
}

/** The columns with one moved by a place; the first one, which names the record, stays. */
export function withColumnMoved(
  columns: readonly ColumnChoice[],
  field: string,
  step: 1 | -1,
): ColumnChoice[] {
  const at = columns.findIndex((column) => column.field === field);
  const target = at + step;
  const moving = columns[at];
  const other = columns[target];
  if (at < 1 || target < 1 || !moving || !other) return [...columns];
  const next = [...columns];
  next[at] = other;
  next[target] = moving;
  return next;
}
