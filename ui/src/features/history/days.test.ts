import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "~/ipc";
import { byDay, daysAgo } from "./days";

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const entry = (id: string, when: number): HistoryEntry => ({
  id,
  at: when,
  author: null,
  label: "edit",
  args: {},
  state: "done",
});

describe("changes by day", () => {
  it("stand under the day on which they were made, in order", () => {
    const days = byDay([entry("c", at(22, 9)), entry("b", at(22, 0)), entry("a", at(21, 23))]);
    expect(days.map((day) => day.entries.map(({ id }) => id))).toEqual([["c", "b"], ["a"]]);
  });

  it("counts midnights, not hours", () => {
    expect(daysAgo(at(21, 23), at(22, 1))).toBe(1);
    expect(daysAgo(at(22, 0), at(22, 23))).toBe(0);
  });
});
