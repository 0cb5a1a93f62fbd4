/**
 * Where rows stand when there are more of them than an element can be high. Browsers cut elements at 2^25 device
 * pixels (16,777,214 px on a 200 % display); the scrolled element is clamped well below. `top` is the position in
 * the full list, `physical` the scroll position of the element; both in px.
 */

/** The greatest height of the scrolled element. */
export const MAX_HEIGHT = 8_000_000;
/** How far from either end one px of the element is one px of the list. */
export const EDGE = 500_000;
/** A scroll of more than this many viewports is a jump (the scroll bar was dragged), not a wheel or a key. */
export const JUMP_VIEWPORTS = 4;

/** A list and the hole it is seen through, in px. */
export type Geometry = { rows: number; rowHeight: number; viewport: number };

/** The height of all rows. */
export function fullHeight({ rows, rowHeight }: Geometry): number {
  return rows * rowHeight;
}

/** The height of the scrolled element. */
export function spacerHeight(geometry: Geometry): number {
  return Math.min(fullHeight(geometry), MAX_HEIGHT);
}

/** The greatest position in the list. */
export function maxTop(geometry: Geometry): number {
  return Math.max(0, fullHeight(geometry) - geometry.viewport);
}

/** The greatest scroll position of the element. */
export function maxPhysical(geometry: Geometry): number {
  return Math.max(0, spacerHeight(geometry) - geometry.viewport);
}

const clamp = (value: number, max: number) => Math.min(Math.max(0, value), max);

/** The scroll position that shows a position in the list. */
export function toPhysical(top: number, geometry: Geometry): number {
  const last = maxTop(geometry);
  const lastPhysical = maxPhysical(geometry);
  const at = clamp(top, last);
  if (last === lastPhysical || at <= EDGE) return at;
  if (at >= last - EDGE) return lastPhysical - (last - at);
  return EDGE + ((at - EDGE) * (lastPhysical - 2 * EDGE)) / (last - 2 * EDGE);
}

/** The position in the list that a scroll position stands for, in proportion. */
export function toTop(physical: number, geometry: Geometry): number {
  const last = maxTop(geometry);
  const lastPhysical = maxPhysical(geometry);
  const at = clamp(physical, lastPhysical);
  if (last === lastPhysical || at <= EDGE) return at;
  if (at >= lastPhysical - EDGE) return last - (lastPhysical - at);
  return EDGE + ((at - EDGE) * (last - 2 * EDGE)) / (lastPhysical - 2 * EDGE);
}

/** Both positions of a view. */
export type Position = { top: number; physical: number };

/**
 * The view after the element was scrolled to `physical`: a wheel or a key moves the list by exactly as many px, a
 * drag of the scroll bar moves it in proportion.
 */
export function afterScroll(before: Position, physical: number, geometry: Geometry): Position {
  const delta = physical - before.physical;
  if (Math.abs(delta) > JUMP_VIEWPORTS * geometry.viewport) {
    return { top: Math.round(toTop(physical, geometry)), physical };
  }
  return { top: clamp(before.top + delta, maxTop(geometry)), physical };
}

/** Whether the element has to be moved at once for the list to be able to scroll on (or to stop at its end). */
export function isStranded({ top, physical }: Position, geometry: Geometry): boolean {
  const atEnd = physical <= 0 || physical >= maxPhysical(geometry);
  const atListEnd = top <= 0 || top >= maxTop(geometry);
  return atEnd !== atListEnd && Math.abs(toPhysical(top, geometry) - physical) >= 1;
}

/** The rows to draw: those in view and `overscan` more on both sides; `last` is not included. */
export type RowRange = { first: number; last: number };

/** The rows to draw at a position. */
export function rowRange(top: number, geometry: Geometry, overscan: number): RowRange {
  const first = Math.max(0, Math.floor(top / geometry.rowHeight) - overscan);
  const last = Math.min(geometry.rows, Math.ceil((top + geometry.viewport) / geometry.rowHeight) + overscan);
  return { first, last: Math.max(first, last) };
}

/** The position nearest to `top` at which a row is wholly in view. */
export function topToShow(row: number, top: number, geometry: Geometry): number {
  const start = row * geometry.rowHeight;
  const end = start + geometry.rowHeight;
  if (start < top) return start;
  if (end > top + geometry.viewport) return clamp(end - geometry.viewport, maxTop(geometry));
  return clamp(top, maxTop(geometry));
}

/** How many elements draw the rows in turn: a row keeps its element while it is drawn. */
export function poolSize({ first, last }: RowRange): number {
  return Math.max(64, Math.ceil((last - first) / 32) * 32);
}
