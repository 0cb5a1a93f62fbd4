import { create } from "zustand";
import type { ClusterRow, Entity } from "~/ipc";
import { onForget } from "~/platform/session";

/** What is shown: one kind of record, or all. */
export type Kind = Entity | "all";

/** What a person wants of the merge of a cluster. */
export type Wishes = {
  /** The record whose value stays, by field. */
  choices: Readonly<Record<string, string>>;
  /** The records that are left out. */
  without: readonly string[];
};

export const NO_WISHES: Wishes = { choices: {}, without: [] };

type State = {
  kind: Kind;
  /** The place of the cluster that is looked at. */
  cursor: number;
  /** That cluster, as long as it stays: it is followed when others come or go. */
  shown: number | null;
  /** Wishes about clusters that are not decided about yet, by their number. */
  wishes: Readonly<Record<number, Wishes>>;
  /** What was decided about since the window was opened, the newest last. One that comes back is looked at again. */
  decided: readonly ClusterRow[];
};

const START: State = { kind: "all", cursor: 0, shown: null, wishes: {}, decided: [] };

/** What is looked at, and what was decided about. It outlives the screen. */
export const useReview = create<State>(() => START);

onForget(() => useReview.setState(START));

/** Looks at another place of the list. */
export function lookAt(cursor: number, shown: number | null): void {
  useReview.setState({ cursor, shown });
}

/** Shows one kind of record, or all. */
export function showKind(kind: Kind): void {
  useReview.setState({ kind, cursor: 0, shown: null });
}

/** Remembers what a person wants of a merge. */
export function wish(cluster: number, wishes: Wishes): void {
  useReview.setState((state) => ({ wishes: { ...state.wishes, [cluster]: wishes } }));
}

/** Remembers that a cluster is decided about; the one after it takes its place. */
export function decide(row: ClusterRow): void {
  useReview.setState(({ wishes, decided }) => {
    const { [row.cluster]: _done, ...rest } = wishes;
    return { wishes: rest, decided: [...decided, row], shown: null };
  });
}

/** Forgets what was decided about: another search was made. */
export function beginAnew(): void {
  useReview.setState(({ kind }) => ({ ...START, kind }));
}

const isSame = (a: ClusterRow, b: ClusterRow) =>
  a.entity === b.entity &&
  a.title === b.title &&
  a.subtitle === b.subtitle &&
  a.records === b.records &&
  a.probability === b.probability;

/** Follows the list after it changed: what came back by an undo is looked at first, else what was looked at. */
export function follow(rowAt: (place: number) => ClusterRow | undefined, total: number): void {
  const { cursor, shown, decided } = useReview.getState();
  const rows = Array.from({ length: total }, (_, place) => rowAt(place));
  const back = decided.findLastIndex((row) => rows.some((one) => one && isSame(one, row)));
  const known = decided[back];
  if (known) {
    const place = rows.findIndex((one) => one && isSame(one, known));
    useReview.setState({
      decided: decided.filter((_, index) => index !== back),
      cursor: place,
      shown: rows[place]?.cluster ?? null,
    });
    return;
  }
  const followed = shown === null ? -1 : rows.findIndex((one) => one?.cluster === shown);
  const next = Math.max(0, followed >= 0 ? followed : Math.min(cursor, total - 1));
  const there = rows[next]?.cluster ?? null;
  if (next !== cursor || there !== shown) useReview.setState({ cursor: next, shown: there });
}
