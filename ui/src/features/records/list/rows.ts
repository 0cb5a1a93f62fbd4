import type { ListRow } from "~/ipc";
import type { RowPages } from "~/ui/table";

/** A row of the list with its values by field. */
export type RecordRow = Omit<ListRow, "cells"> & { values: Readonly<Record<string, string>> };

/** The row of an answer that was asked for these fields. */
export function rowOf({ cells, ...row }: ListRow, fields: readonly string[]): RecordRow {
  return { ...row, values: Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ""])) };
}

/** The row with another value; without `written`, how that is usually written is not known yet. */
export function withValue(row: RecordRow, field: string, value: string, written?: string): RecordRow {
  const { [field]: _, ...others } = row.clean;
  const clean = written === undefined ? others : { ...others, [field]: written };
  return { ...row, clean, values: { ...row.values, [field]: value } };
}

/**
 * Shows a new value at once and keeps it when `save` succeeds. When it fails, the value before comes back, unless
 * another edit has replaced it in the meantime.
 */
export async function editAtOnce(
  pages: Pick<RowPages<RecordRow>, "patch">,
  row: RecordRow,
  field: string,
  value: string,
  save: () => Promise<boolean>,
): Promise<void> {
  const same = (one: RecordRow) => one.id === row.id;
  const before = row.values[field] ?? "";
  pages.patch(same, (one) => withValue(one, field, value));
  if (await save()) return;
  pages.patch(
    (one) => same(one) && one.values[field] === value,
    (one) => withValue(one, field, before, row.clean[field]),
  );
}
