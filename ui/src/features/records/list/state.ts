import { create, type StoreApi, type UseBoundStore } from "zustand";
import type { ColumnChoice, Entity, ListQuery, SavedView } from "~/ipc";
import { onForget } from "~/platform/session";
import { NOTHING, type Selection } from "~/ui/table";
import { traitsOf } from "../entity";
import { type Chips, chipsOf, EVERY_RECORD, filterOf, NO_CHIPS } from "../filters/model";
import { usualColumns } from "./columns";

/** What a person sees of a list; it outlives the screen, so that coming back shows the same place. */
export type ListState = {
  /** The saved view that it began with; null for all records. */
  view: string | null;
  query: ListQuery;
  /** The filter of the query as chips, with conditions that are not complete yet. */
  chips: Chips;
  columns: readonly ColumnChoice[];
  cursor: number;
  /** The record at the cursor: the cursor follows it when the list changes. */
  cursorId: string | null;
  selection: Selection;
  peek: boolean;
};

const FRESH = { cursor: 0, cursorId: null, selection: NOTHING } as const;

/** The question of a list that nobody has narrowed. */
export const EVERY_QUERY: ListQuery = { scope: "active", filter: EVERY_RECORD, search: "", sort: [] };

/** The columns of the lists without a view, as they were arranged in this workspace. */
const arranged: Partial<Record<Entity, readonly ColumnChoice[]>> = {};

const columnsOf = (entity: Entity) => arranged[entity] ?? usualColumns(traitsOf(entity).columns);

function allRecords(entity: Entity): Pick<ListState, "view" | "query" | "chips" | "columns"> {
  return { view: null, query: EVERY_QUERY, chips: NO_CHIPS, columns: columnsOf(entity) };
}

type Store = UseBoundStore<StoreApi<ListState>>;

const untouched = (entity: Entity): ListState => ({ ...allRecords(entity), ...FRESH, peek: false });

const stores: Record<Entity, Store> = {
  prospect: create(() => untouched("prospect")),
  company: create(() => untouched("company")),
};

onForget(() => {
  for (const entity of ["prospect", "company"] as const) {
    delete arranged[entity];
    stores[entity].setState(untouched(entity), true);
  }
});

/** What is seen of the list of these records. */
export function listStore(entity: Entity): Store {
  return stores[entity];
}

/** Asks the list something else: it begins at its top, with nothing selected. */
export function ask(entity: Entity, change: Partial<ListQuery>): void {
  stores[entity].setState(({ query }) => ({ query: { ...query, ...change }, ...FRESH }));
}

/** Narrows the list by chips. */
export function showChips(entity: Entity, chips: Chips): void {
  const filter = filterOf(chips);
  const { query } = stores[entity].getState();
  const same = JSON.stringify(query.filter) === JSON.stringify(filter);
  stores[entity].setState({ chips });
  if (!same) ask(entity, { filter });
}

/** Shows the list as a saved view has it, or all records. */
export function showView(entity: Entity, view: SavedView | null): void {
  const shown = view
    ? { view: view.id, query: view.query, chips: chipsOf(view.query.filter), columns: view.columns }
    : allRecords(entity);
  stores[entity].setState({ ...shown, ...FRESH });
}

/** Arranges the columns. True when that is the arrangement of the list without a view, to be kept. */
export function showColumns(entity: Entity, columns: readonly ColumnChoice[]): boolean {
  stores[entity].setState({ columns });
  const isOwn = stores[entity].getState().view === null;
  if (isOwn) arranged[entity] = columns;
  return isOwn;
}

/** Takes over how the columns were arranged before; what a person has arranged meanwhile stays. */
export function recallColumns(entity: Entity, columns: readonly ColumnChoice[]): void {
  const names = columns[0]?.field === traitsOf(entity).nameField;
  if (!names || arranged[entity]) return;
  arranged[entity] = columns;
  if (stores[entity].getState().view === null) stores[entity].setState({ columns });
}

/** Takes filters and search away. */
export function clearQuery(entity: Entity): void {
  stores[entity].setState({ chips: NO_CHIPS });
  ask(entity, { filter: EVERY_RECORD, search: "" });
}

/** Whether the list is narrowed by a filter or a search. */
export function isNarrowed({ filter, search }: ListQuery): boolean {
  return search !== "" || filter.kind !== "and" || filter.of.length > 0;
}

/** Whether the list shows something else than the view it began with. */
export function differsFrom(state: Pick<ListState, "query" | "columns">, view: SavedView): boolean {
  const shape = (one: { query: ListQuery; columns: readonly ColumnChoice[] }) =>
    JSON.stringify([
      one.query.scope,
      one.query.filter,
      one.query.search,
      one.query.sort.map(({ field, descending }) => [field, descending]),
      one.columns.map(({ field, width }) => [field, width]),
    ]);
  return shape(state) !== shape(view);
}
