import { expect, test } from "vitest";
import type { PartView } from "~/ipc";
import { linesOf } from "./score";

const part = (signal: string, code: string, dim: string, points: number): PartView => ({
  signal,
  code,
  dim,
  points,
  without: null,
  source: null,
  date: null,
  quote: null,
});

test("a signal of several dimensions is one line, and the lines still sum to the score", () => {
  const parts = [
    part("s1", "email_reply_positive", "N", 12),
    part("mean:N", "mean", "N", 2),
    part("s1", "email_reply_positive", "T", 9),
    part("mean:T", "mean", "T", 3),
    part("s2", "no_budget", "B", -7),
    part("s3", "email_open", "N", 0),
  ];
  const lines = linesOf(parts);
  expect(lines.map(({ signal, points, dims }) => [signal, points, dims.join("")])).toEqual([
    ["s1", 21, "NT"],
    ["mean:T", 5, "NT"],
    ["s2", -7, "B"],
  ]);
  const sum = (all: readonly { points: number }[]) => all.reduce((total, { points }) => total + points, 0);
  expect(sum(lines)).toBe(sum(parts));
});
