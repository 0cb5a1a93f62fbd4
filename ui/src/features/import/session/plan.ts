import type { ImportPlan, ImportProgress } from "~/ipc";
import type { Session } from "./state";

/** What the import is to do, as the person left it; null while the file is not read. */
export function planOf(session: Session): ImportPlan | null {
  if (session.path === null || !session.file) return null;
  return {
    path: session.path,
    layout: session.layout,
    mapping: [...session.mapping],
    on_match: session.onMatch,
    on_near: session.onNear,
    fixes: session.fixes.filter(({ column }) => session.mapping[column] !== "ignore"),
  };
}

/** Work of which nobody knows how far it is. */
const isOpenEnded = (phase: ImportProgress["phase"]) => phase === "indexing" || phase === "comparing";

/** The part of the work that is done, from 0 to 1; null when it cannot be told. */
export function shareDone({ rows, total, phase }: ImportProgress, expected: number): number | null {
  const all = total || expected;
  return isOpenEnded(phase) || all === 0 ? null : Math.min(1, rows / all);
}

/** Seconds until the end at the present rate; null when that cannot be told or is at once. */
export function timeLeft({ rows, total, rate, phase }: ImportProgress, expected: number): number | null {
  const left = (total || expected) - rows;
  return isOpenEnded(phase) || rate <= 0 || left < rate ? null : left / rate;
}
