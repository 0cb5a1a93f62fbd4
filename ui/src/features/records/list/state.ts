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

const columnsKey = (entity: Entity) => `columns.${entity}`;

function rememberedColumns(entity: Entity): readonly ColumnChoice[] {
  const usual = usualColumns(traitsOf(entity).columns);
  try {
    const known = JSON.parse(localStorage.getItem(columnsKey(entity)) ?? "null") as ColumnChoice[] | null;
    return known?.[0]?.field === usual[0]?.field ? (known ?? usual) : usual;
  } catch {
    return usual;
  }
}

function allRecords(entity: Entity): Pick<ListState, "view" | "query" | "chips" | "columns"> {
  return { view: null, query: EVERY_QUERY, chips: NO_CHIPS, columns: rememberedColumns(entity) };
}

type Store = UseBoundStore<StoreApi<ListState>>;

const untouched = (entity: Entity): ListState => ({ ...allRecords(entity), ...FRESH, peek: false });

const stores: Record<Entity, Store> = {
  prospect: create(() => untouched("prospect")),
  company: create(() => untouched("company")),
};

onForget(() => {
  for (const entity of ["prospect", "company"] as const) stores[entity].setState(untouched(entity), true);
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

/** Arranges the columns; without a view the arrangement is kept for the next time. */
export function showColumns(entity: Entity, columns: readonly ColumnChoice[]): void {
  stores[entity].setState({ columns });
  if (stores[entity].getState().view === null) {
    localStorage.setItem(columnsKey(entity), JSON.stringify(columns));
  }
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
