import type { ReactNode } from "react";
import type { Suggest } from "../SuggestField";

/** The height of the row of titles. */
export const HEADER_PX = 30;

/** How the value of a cell is changed. */
export type CellEditor<Row> = {
  /** The value to begin with. */
  value: (row: Row) => string;
  /** Values to choose from; a text box when left out. */
  options?: readonly { value: string; label: string }[];
  /** Values to offer while text is typed. */
  suggest?: Suggest;
};

export type Column<Row> = {
  id: string;
  title: string;
  /** The width to begin with, in px. Columns share what is left of the width in proportion. */
  width: number;
  minWidth?: number;
  align?: "end";
  /** Digits of equal width, so that numbers stand under each other. */
  numeric?: boolean;
  sortable?: boolean;
  cell: (row: Row) => ReactNode;
  editor?: CellEditor<Row>;
  /** Cannot be hidden or moved away from the front. */
  fixed?: boolean;
};

export type Sort = { column: string; descending: boolean };

/** No order asked for: the list stands as it comes. */
export const UNSORTED: readonly Sort[] = [];

/**
 * The order after a click on the name of a column: by this column alone, or with `extend` by it after those before.
 * A second click turns the direction, a third one ends it.
 */
export function sortedNext(sort: readonly Sort[], column: string, extend: boolean): readonly Sort[] {
  const here = sort.find((key) => key.column === column);
  const next: Sort[] = here?.descending ? [] : [{ column, descending: here !== undefined }];
  if (!extend) return next;
  if (!here) return [...sort, ...next];
  return sort.flatMap((key) => (key === here ? next : [key]));
}

/** How a person has arranged the columns: by id; what is not named stands where the screen puts it. */
export type ColumnLayout = {
  order: readonly string[];
  hidden: readonly string[];
  widths: Readonly<Record<string, number>>;
};

export const DEFAULT_LAYOUT: ColumnLayout = { order: [], hidden: [], widths: {} };

const MIN_WIDTH = 64;

/** The columns to show, in order. */
export function arrange<Row>(
  columns: readonly Column<Row>[],
  layout: Pick<ColumnLayout, "order" | "hidden">,
): Column<Row>[] {
  const placeOf = (column: Column<Row>, index: number) => {
    if (column.fixed) return index - columns.length;
    const place = layout.order.indexOf(column.id);
    return place < 0 ? layout.order.length + index : place;
  };
  return columns
    .map((column, index) => ({ column, place: placeOf(column, index) }))
    .filter(({ column }) => column.fixed || !layout.hidden.includes(column.id))
    .sort((a, b) => a.place - b.place)
    .map(({ column }) => column);
}

/** The width of a column that a person may have changed. */
export function widthOf<Row>(column: Column<Row>, layout: ColumnLayout): number {
  return Math.max(column.minWidth ?? MIN_WIDTH, layout.widths[column.id] ?? column.width);
}

/** The `grid-template-columns` of header and rows. A column with a chosen width keeps it; the others share the rest. */
export function gridTemplate<Row>(
  columns: readonly Column<Row>[],
  layout: ColumnLayout,
  lead: string,
): string {
  const tracks = columns.map((column) => {
    const width = widthOf(column, layout);
    return column.id in layout.widths ? `${width}px` : `minmax(${width}px, ${width}fr)`;
  });
  const allChosen = columns.every((column) => column.id in layout.widths);
  return [lead, ...tracks, ...(allChosen ? ["minmax(0, 1fr)"] : [])].join(" ").trim();
}

/** The layout with a column of another width. */
export function resized<Row>(layout: ColumnLayout, column: Column<Row>, width: number): ColumnLayout {
  return {
    ...layout,
    widths: { ...layout.widths, [column.id]: Math.max(column.minWidth ?? MIN_WIDTH, Math.round(width)) },
  };
}

/** The layout with a column moved before another (at the end without one). */
export function moved<Row>(
  layout: ColumnLayout,
  shown: readonly Column<Row>[],
  id: string,
  before: string | null,
): ColumnLayout {
  const rest = shown.filter((column) => !column.fixed && column.id !== id).map((column) => column.id);
  const at = before === null ? rest.length : rest.indexOf(before);
  const place = Math.max(0, at);
  const order = [...rest.slice(0, place), id, ...rest.slice(place)];
  return { ...layout, order: [...order, ...layout.hidden.filter((hidden) => !order.includes(hidden))] };
}

/** The layout with a column moved by one place to the left or right. */
export function movedBy<Row>(
  layout: ColumnLayout,
  shown: readonly Column<Row>[],
  id: string,
  step: 1 | -1,
): ColumnLayout {
  const free = shown.filter((column) => !column.fixed);
  const at = free.findIndex((column) => column.id === id);
  const target = at + step;
  if (at < 0 || target < 0 || target >= free.length) return layout;
  return moved(layout, shown, id, (step < 0 ? free[target] : free[target + 1])?.id ?? null);
}

/** The layout with a column hidden or shown. */
export function withHidden(layout: ColumnLayout, id: string, hidden: boolean): ColumnLayout {
  const others = layout.hidden.filter((one) => one !== id);
  return { ...layout, hidden: hidden ? [...others, id] : others };
}
