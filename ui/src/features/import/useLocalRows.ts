import { useCallback } from "react";
import { type FetchWindow, type RowPages, useRowPages } from "~/ui/table";

/** Rows that are here already, for a table that fetches windows. Keep the same array while nothing changes. */
export function useLocalRows<Row>(rows: readonly Row[]): RowPages<Row> {
  const fetchWindow = useCallback<FetchWindow<Row>>(
    (offset, limit) => Promise.resolve(rows.slice(offset, offset + limit)),
    [rows],
  );
  return useRowPages(fetchWindow);
}
