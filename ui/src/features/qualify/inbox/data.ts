import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { create } from "zustand";
import { translate } from "~/i18n";
import { commands, type InboxQuery, type InboxRow, type InboxView, type SignalVerdict, unwrap } from "~/ipc";
import { onForget, sameWorkspace } from "~/platform/session";
import { type RowPages, useRowPages } from "~/ui/table";
import { PAGE_ROWS } from "~/ui/table/rowPages";
import { toastError } from "~/ui/toast";
import { tellChange } from "../data/judge";

type State = {
  query: InboxQuery;
  /** The place of the signal that is looked at. */
  cursor: number;
  /** The signals that are chosen; `all` are all of the question. */
  chosen: ReadonlySet<string> | "all";
};

const NOBODY: ReadonlySet<string> = new Set();
const START: State = {
  query: { order: "newest", dimension: null, source: null },
  cursor: 0,
  chosen: NOBODY,
};

/** What of the inbox is looked at. It outlives the screen. */
export const useInboxState = create<State>(() => START);

onForget(() => useInboxState.setState(START));

/** Asks for other signals, or in another order. */
export function ask(change: Partial<InboxQuery>): void {
  useInboxState.setState(({ query }) => ({ query: { ...query, ...change }, cursor: 0, chosen: NOBODY }));
}

/** Looks at another place of the list. */
export function lookAt(cursor: number): void {
  useInboxState.setState({ cursor });
}

/** Chooses a signal, or lets go of it; with all chosen, only it stays. */
export function choose(id: string): void {
  useInboxState.setState(({ chosen }) => {
    if (chosen === "all") return { chosen: new Set([id]) };
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    return { chosen: next };
  });
}

/** Chooses all signals of the question, or none. */
export function chooseAll(all: boolean): void {
  useInboxState.setState({ chosen: all ? "all" : NOBODY });
}

export type Inbox = {
  view: InboxView | undefined;
  pages: RowPages<InboxRow>;
  error: unknown;
  again: () => Promise<unknown>;
};

/** The signals that wait, kept current. */
export function useInbox(query: InboxQuery): Inbox {
  const { data, error, refetch } = useQuery({
    queryKey: ["signals", "inbox", query],
    queryFn: () => unwrap(commands.signalsInbox({ query, offset: 0, limit: PAGE_ROWS })),
    placeholderData: keepPreviousData,
    meta: { kinds: ["signals", "scores", "prospects", "companies", "descriptions"] },
  });
  const fetchWindow = useMemo(() => {
    // Another answer is another list.
    void data;
    return async (offset: number, limit: number) =>
      (await unwrap(commands.signalsInbox({ query, offset, limit }))).rows;
  }, [data, query]);
  const pages = useRowPages(fetchWindow, data?.rows);
  const total = data?.total;
  useEffect(() => {
    const { cursor } = useInboxState.getState();
    if (total !== undefined && cursor >= total) lookAt(Math.max(0, total - 1));
  }, [total]);
  return { view: data, pages, error, again: refetch };
}

/** Says the same of signals, as one change with a way back. */
export async function judgeMany(
  signals: readonly string[],
  allOf: InboxQuery | null,
  verdict: SignalVerdict,
): Promise<void> {
  const same = sameWorkspace();
  try {
    const count = await unwrap(commands.signalsJudge({ signals: [...signals], all_of: allOf, verdict }));
    if (!same()) return;
    chooseAll(false);
    if (count > 0) await tellChange(translate(`qualify.inbox.${verdict}ed`, { count }));
  } catch (thrown) {
    toastError(thrown);
  }
}
