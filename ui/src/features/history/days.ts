import type { HistoryEntry } from "~/ipc";

export type Day = { key: string; at: number; entries: readonly HistoryEntry[] };

const keyOf = (at: number) => {
  const day = new Date(at);
  return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;
};

/** Changes under the days on which they were made, in the order given. */
export function byDay(entries: readonly HistoryEntry[]): Day[] {
  const days: { key: string; at: number; entries: HistoryEntry[] }[] = [];
  for (const entry of entries) {
    const key = keyOf(entry.at);
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ key, at: entry.at, entries: [entry] });
  }
  return days;
}

/** How many days before `now` a moment lies. */
export function daysAgo(at: number, now: number): number {
  const midnight = (when: number) => new Date(when).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}
