import { describe, expect, test } from "vitest";
import type { ImportProgress } from "~/ipc";
import { FILE } from "../../../../test/screens/imports";
import { planOf, shareDone, timeLeft } from "./plan";
import { EMPTY, NOTHING_DECIDED, reduce, type Session } from "./state";

function session(change: Partial<Session>): Session {
  const opened = reduce(EMPTY, { type: "open", path: FILE.path }).session;
  if (!opened) throw new Error("no session");
  return { ...opened, file: FILE, mapping: FILE.columns.map(({ target }) => target), ...change };
}

describe("the plan of an import", () => {
  test("says what a person decided and leaves the rest to detection", () => {
    const layout = { ...NOTHING_DECIDED, encoding: "macintosh" };
    expect(planOf(session({ layout, onMatch: "update" }))).toEqual({
      path: FILE.path,
      layout,
      mapping: FILE.columns.map(({ target }) => target),
      on_match: "update",
      on_near: "review",
      fixes: [],
    });
  });

  test("leaves corrections of columns out that are not imported", () => {
    const fixes = [
      { column: 4, from: "n/a", to: "" },
      { column: 7, from: "FALSE", to: "no" },
    ];
    expect(planOf(session({ fixes }))?.fixes).toEqual([{ column: 4, from: "n/a", to: "" }]);
  });

  test("is not there before the file is read", () => {
    expect(planOf(session({ file: null }))).toBeNull();
  });
});

describe("work under way", () => {
  const at = (change: Partial<ImportProgress>): ImportProgress => ({
    rows: 250,
    total: 1000,
    rate: 50,
    phase: "writing",
    ...change,
  });

  test("tells the time left from the rate", () => {
    expect(timeLeft(at({}), 0)).toBe(15);
    expect(timeLeft(at({ total: 0 }), 500)).toBe(5);
  });

  test("tells none when it cannot know", () => {
    expect(timeLeft(at({ rate: 0 }), 0)).toBeNull();
    expect(timeLeft(at({ rows: 1000 }), 0)).toBeNull();
    expect(timeLeft(at({ phase: "indexing" }), 0)).toBeNull();
  });

  test("tells its share, never more than all", () => {
    expect(shareDone(at({}), 0)).toBe(0.25);
    expect(shareDone(at({ rows: 1200 }), 0)).toBe(1);
    expect(shareDone(at({ total: 0 }), 0)).toBeNull();
    expect(shareDone(at({ phase: "indexing" }), 0)).toBeNull();
  });
});
