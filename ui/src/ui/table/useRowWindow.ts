import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import {
  afterScroll,
  type Geometry,
  isStranded,
  maxTop,
  type Position,
  poolSize,
  type RowRange,
  rowRange,
  spacerHeight,
  toPhysical,
  topToShow,
} from "./windowMath";

/** How long after the last scroll the element is put where the scroll bar tells the truth, in ms. */
const REANCHOR_MS = 150;
const OVERSCAN = 8;

export type RowWindow = {
  range: RowRange;
  /** The number of row elements; row `i` uses the element `i % pool`. */
  pool: number;
  /** The height of the scrolled element in px, header left out. */
  spacer: number;
  /** Where row `i` stands inside the scrolled element, in px. */
  offsetOf: (row: number) => number;
  /** Scrolls as little as needed to see a row. */
  reveal: (row: number) => void;
  /** How many whole rows fit. */
  pageRows: number;
};

type Options = {
  scroller: RefObject<HTMLElement | null>;
  rows: number;
  rowHeight: number;
  /** The height of what sticks at the top of the scroller, in px. */
  header: number;
};

type View = { range: RowRange; shift: number; viewport: number };

/** Shows a window of a list of any length in one scroller, see windowMath.ts. */
export function useRowWindow({ scroller, rows, rowHeight, header }: Options): RowWindow {
  const position = useRef<Position>({ top: 0, physical: 0 });
  const timer = useRef(0);
  const [view, setView] = useState<View>({ range: { first: 0, last: 0 }, shift: 0, viewport: 0 });
  const geometry: Geometry = { rows, rowHeight, viewport: view.viewport };
  const latest = useRef(geometry);
  latest.current = geometry;

  const show = useCallback(() => {
    const { top, physical } = position.current;
    const range = rowRange(top, latest.current, OVERSCAN);
    const shift = physical - top;
    setView((old) =>
      old.range.first === range.first && old.range.last === range.last && old.shift === shift
        ? old
        : { ...old, range, shift },
    );
  }, []);

  /** Puts the element where `top` belongs; the rows stay where they are seen. */
  const anchor = useCallback(
    (top: number) => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop = Math.round(toPhysical(top, latest.current));
      // Read back: on some displays only fractions of a px are possible.
      position.current = {
        top: Math.min(Math.max(0, top), maxTop(latest.current)),
        physical: element.scrollTop,
      };
      show();
    },
    [scroller, show],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      if (element.scrollTop === position.current.physical) return;
      position.current = afterScroll(position.current, element.scrollTop, latest.current);
      clearTimeout(timer.current);
      if (isStranded(position.current, latest.current)) anchor(position.current.top);
      else {
        // Drawn before this frame is shown: on a busy machine it would come a few frames late, with a gap.
        flushSync(show);
        timer.current = window.setTimeout(() => anchor(position.current.top), REANCHOR_MS);
      }
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(timer.current);
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller, anchor, show]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const viewport = Math.max(0, element.clientHeight - header);
      latest.current = { ...latest.current, viewport };
      setView((old) => (old.viewport === viewport ? old : { ...old, viewport }));
      show();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, header, show]);

  // A list that became shorter, or rows of another height: keep the same row at the top.
  const shape = useRef({ rows, rowHeight });
  useLayoutEffect(() => {
    const before = shape.current;
    shape.current = { rows, rowHeight };
    anchor((position.current.top / before.rowHeight) * rowHeight);
  }, [rows, rowHeight, anchor]);

  const reveal = useCallback(
    (row: number) => {
      const { top } = position.current;
      const next = topToShow(row, top, latest.current);
      if (next === top) return;
      clearTimeout(timer.current);
      anchor(next);
    },
    [anchor],
  );

  const offsetOf = useCallback((row: number) => row * rowHeight + view.shift, [rowHeight, view.shift]);

  return {
    range: view.range,
    pool: poolSize(view.range),
    spacer: spacerHeight(geometry),
    offsetOf,
    reveal,
    pageRows: Math.max(1, Math.floor(view.viewport / rowHeight)),
  };
}
