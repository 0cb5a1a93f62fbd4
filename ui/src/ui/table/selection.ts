/** Which rows of a list are chosen: some by id, or all that match but some. */
export type Selection = { all: boolean; ids: ReadonlySet<string> };

/** Nothing chosen. */
export const NOTHING: Selection = { all: false, ids: new Set() };
/** Every row that matches, also those never fetched. */
export const EVERYTHING: Selection = { all: true, ids: new Set() };

/** Whether a row is chosen. */
export function isSelected(selection: Selection, id: string): boolean {
  return selection.all !== selection.ids.has(id);
}

/** How many of `total` matching rows are chosen. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.all ? Math.max(0, total - selection.ids.size) : selection.ids.size;
}

/** What the box in the header shows. */
export function selectionState(selection: Selection, total: number): boolean | "mixed" {
  const count = selectedCount(selection, total);
  if (count === 0) return false;
  return count === total ? true : "mixed";
}

/** The selection with rows added or taken away. */
export function withRows(selection: Selection, ids: Iterable<string>, selected: boolean): Selection {
  const next = new Set(selection.ids);
  for (const id of ids) {
    if (selected === selection.all) next.delete(id);
    else next.add(id);
  }
  return { all: selection.all, ids: next };
}

/** The selection with one row turned over. */
export function toggled(selection: Selection, id: string): Selection {
  return withRows(selection, [id], !isSelected(selection, id));
}
