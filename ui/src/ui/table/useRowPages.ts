import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type FetchWindow, RowPages } from "./rowPages";

/**
 * The fetched rows of a list. Give a `fetchWindow` that changes its identity with the question (filter, sort, a new
 * snapshot): the rows are then fetched again, and the old ones stay in view until the new ones come. `first` are the rows
 * of the first page, when they are known.
 */
export function useRowPages<Row>(fetchWindow: FetchWindow<Row>, first?: readonly Row[]): RowPages<Row> {
  const [pages] = useState(() => new RowPages(fetchWindow, first));
  const asked = useRef(fetchWindow);
  useEffect(() => {
    if (asked.current === fetchWindow) return;
    asked.current = fetchWindow;
    pages.refresh(fetchWindow, first);
  }, [pages, fetchWindow, first]);
  return pages;
}

/** Renders again when rows come or change. */
export function useRowVersion<Row>(pages: RowPages<Row>): number {
  return useSyncExternalStore(pages.subscribe, () => pages.version);
}
