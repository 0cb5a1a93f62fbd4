import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { commands, type Entity, errorOf, type ListQuery, type ListView, unwrap } from "~/ipc";
import { type RowPages, useRowPages } from "~/ui/table";
import { PAGE_ROWS } from "~/ui/table/rowPages";
import { listKey } from "../data/keys";
import { RECORD_KINDS } from "../entity";
import { type RecordRow, rowOf } from "./rows";
import { listStore } from "./state";

export type RecordList = {
  /** The answer of the list; undefined until the first one is there. */
  view: ListView | undefined;
  pages: RowPages<RecordRow>;
  error: unknown;
  retry: () => void;
};

/** The list that answers a question. It is asked again after changes; the rows before stay in view until then. */
export function useRecordList(entity: Entity, query: ListQuery, fields: readonly string[]): RecordList {
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: listKey(entity, query),
    queryFn: () =>
      unwrap(commands.listOpen({ entity, query, first: { limit: PAGE_ROWS, fields: [...fields] } })),
    placeholderData: keepPreviousData,
    // An answer that is not shown may be forgotten by the app.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { kinds: RECORD_KINDS },
  });
  const snapshot = data?.snapshot;
  const first = data?.first;
  const names = fields.join("\n");
  // Several windows may find the answer old at once: one new answer serves them all.
  const retry = useCallback(() => void refetch({ cancelRefetch: false }), [refetch]);

  const fetchWindow = useMemo(() => {
    const asked = names.split("\n");
    return async (offset: number, limit: number): Promise<RecordRow[]> => {
      if (snapshot === undefined) return [];
      try {
        const { stale, rows } = await unwrap(commands.listWindow({ snapshot, offset, limit, fields: asked }));
        if (stale) retry();
        return rows.map((row) => rowOf(row, asked));
      } catch (thrown) {
        if (errorOf(thrown).code === "list_gone") retry();
        throw thrown;
      }
    };
  }, [snapshot, names, retry]);

  const firstRows = useMemo(
    () =>
      first?.fields.join("\n") === names ? first.rows.map((row) => rowOf(row, first.fields)) : undefined,
    [first, names],
  );
  const pages = useRowPages(fetchWindow, firstRows);
  useCursorFollowsRecord(entity, isPlaceholderData ? undefined : data);
  return { view: data, pages, error, retry };
}

/** Keeps the cursor on its record when a change moves it in the list. */
function useCursorFollowsRecord(entity: Entity, view: ListView | undefined): void {
  const before = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!view || before.current === view.snapshot) return;
    const first = before.current === undefined;
    before.current = view.snapshot;
    const store = listStore(entity);
    const { cursorId } = store.getState();
    if (first || cursorId === null) return;
    const follow = async () => {
      const at = await unwrap(commands.listLocate({ snapshot: view.snapshot, id: cursorId }));
      const now = store.getState();
      if (now.cursorId !== cursorId) return;
      if (at === null)
        store.setState({ cursor: Math.min(now.cursor, Math.max(0, view.total - 1)), cursorId: null });
      else if (at !== now.cursor) store.setState({ cursor: at });
    };
    // The list may have been asked again in the meantime; its answer then places the cursor.
    follow().catch(() => undefined);
  }, [entity, view]);
}
