import { describe, expect, test } from "vitest";
import { CHECK, DONE, FILE } from "../../../../test/screens/imports";
import { planOf } from "./plan";
import {
  type Action,
  canShow,
  EMPTY,
  fileNameOf,
  isOutdated,
  NOTHING_DECIDED,
  reduce,
  type Session,
  type State,
} from "./state";

const following = (state: State, ...actions: Action[]) => actions.reduce(reduce, state);

function sessionOf(state: State): Session {
  if (!state.session) throw new Error("no session");
  return state.session;
}

const READ: readonly Action[] = [
  { type: "open", path: FILE.path },
  { type: "start", work: "read" },
  { type: "read", file: FILE, layout: NOTHING_DECIDED },
];
const read = following(EMPTY, ...READ);

function checked(state: State): State {
  const started = following(state, { type: "start", work: "check" });
  const plan = planOf(sessionOf(started));
  if (!plan) throw new Error("no plan");
  return following(started, { type: "checked", view: CHECK, plan });
}

describe("a file on its way in", () => {
  test("is opened, read, and takes the guessed mapping over", () => {
    const session = sessionOf(read);
    expect(session).toMatchObject({ name: "apollo-export-2026.csv", step: "file", work: null });
    expect(session.mapping.slice(0, 2)).toEqual(["first_name", "last_name"]);
    expect(session.detected).toBe(FILE);
  });

  test("keeps decisions about columns when it is read again with the same columns", () => {
    const chosen = following(
      read,
      { type: "target", column: 6, target: "notes" },
      { type: "start", work: "read" },
      { type: "read", file: { ...FILE, rows: 3 }, layout: { ...NOTHING_DECIDED, footer_rows: 1 } },
    );
    expect(sessionOf(chosen).mapping[6]).toBe("notes");
    expect(sessionOf(chosen)).toMatchObject({
      layout: { footer_rows: 1 },
      detected: FILE,
      file: { rows: 3 },
    });
  });

  test("forgets decisions about columns when the columns are others", () => {
    const other = { ...FILE, columns: FILE.columns.slice(0, 2) };
    const state = following(
      read,
      { type: "fix", fixes: [{ column: 4, from: "n/a", to: "" }] },
      { type: "start", work: "read" },
      { type: "read", file: other, layout: NOTHING_DECIDED },
    );
    expect(sessionOf(state)).toMatchObject({ mapping: ["first_name", "last_name"], fixes: [] });
  });

  test("ignores an answer that nobody waits for", () => {
    const state = following(read, { type: "read", file: { ...FILE, rows: 0 }, layout: NOTHING_DECIDED });
    expect(sessionOf(state).file).toBe(FILE);
  });

  test("goes to the steps that are known, and to no other", () => {
    expect(sessionOf(following(read, { type: "step", step: "columns" })).step).toBe("columns");
    expect(sessionOf(following(read, { type: "step", step: "check" })).step).toBe("file");
    expect(canShow(sessionOf(checked(read)), "check")).toBe(true);
  });

  test("cannot leave an import that runs, nor one that is in", () => {
    const running = following(checked(read), { type: "start", work: "run" });
    expect(sessionOf(following(running, { type: "step", step: "file" })).step).toBe("import");
    const done = following(running, { type: "imported", view: DONE });
    expect(sessionOf(done)).toMatchObject({ result: DONE, work: null });
    expect(canShow(sessionOf(done), "columns")).toBe(false);
  });

  test("holds an outdated check back when the plan has changed since, until it is as before", () => {
    const fix = { column: 4, from: "n/a", to: "" };
    const fixed = following(checked(read), { type: "fix", fixes: [fix] });
    expect(isOutdated(sessionOf(fixed))).toBe(true);
    expect(canShow(sessionOf(fixed), "check")).toBe(false);
    expect(isOutdated(sessionOf(following(fixed, { type: "unfix", fix })))).toBe(false);
    expect(isOutdated(sessionOf(following(checked(read), { type: "on_match", onMatch: "skip" })))).toBe(true);
  });

  test("keeps the newest correction of a value and drops one that changes nothing", () => {
    const state = following(
      read,
      { type: "fix", fixes: [{ column: 4, from: "a", to: "b" }] },
      {
        type: "fix",
        fixes: [
          { column: 4, from: "a", to: "c" },
          { column: 4, from: "x", to: "x" },
        ],
      },
      { type: "fix", fixes: [{ column: 5, from: "a", to: "d" }] },
    );
    expect(sessionOf(state).fixes).toEqual([
      { column: 4, from: "a", to: "c" },
      { column: 5, from: "a", to: "d" },
    ]);
  });

  test("goes back to the guess", () => {
    const state = following(read, { type: "target", column: 0, target: "ignore" }, { type: "reset_mapping" });
    expect(sessionOf(state).mapping[0]).toBe("first_name");
  });

  test("shows what went wrong and can be tried again", () => {
    const failed = following(read, { type: "start", work: "check" }, { type: "fail", error: "oh" });
    expect(sessionOf(failed)).toMatchObject({ step: "check", work: null, error: "oh" });
    expect(sessionOf(following(failed, { type: "start", work: "check" })).error).toBeNull();
  });
});

describe("files that follow", () => {
  test("wait in their order, each once", () => {
    const state = following(read, { type: "queue", paths: ["/b.csv", FILE.path, "/c.csv", "/b.csv"] });
    expect(state.queue).toEqual(["/b.csv", "/c.csv"]);
    expect(following(state, { type: "open", path: "/b.csv" }).queue).toEqual(["/c.csv"]);
  });

  test("are named by the end of their path on every system", () => {
    expect(fileNameOf("/home/lea/a b.csv")).toBe("a b.csv");
    expect(fileNameOf("C:\\Users\\Léa\\été.xlsx")).toBe("été.xlsx");
  });
});
