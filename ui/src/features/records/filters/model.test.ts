import { describe, expect, it } from "vitest";
import type { Filter } from "~/ipc";
import {
  type Chips,
  chipsOf,
  completeChips,
  EVERY_RECORD,
  filterOf,
  NO_CHIPS,
  withChip,
  withNewChip,
} from "./model";

const test = (field: string, ...values: string[]): Filter => ({ kind: "test", field, op: "is", values });

describe("chips and filters", () => {
  it("no chips let every record pass", () => {
    expect(filterOf(NO_CHIPS)).toEqual(EVERY_RECORD);
    expect(chipsOf(EVERY_RECORD)).toEqual(NO_CHIPS);
  });

  it("a negated comparison becomes the opposite test", () => {
    const chips = withNewChip(NO_CHIPS, { field: "email", comparison: "not_empty", values: ["ignored"] });
    expect(filterOf(chips)).toEqual({
      kind: "and",
      of: [{ kind: "not", of: { kind: "test", field: "email", op: "empty", values: [] } }],
    });
  });

  it("an incomplete condition is not applied", () => {
    const chips = withNewChip(NO_CHIPS, { field: "city", comparison: "is", values: [] });
    expect(filterOf(chips)).toEqual(EVERY_RECORD);
    expect(completeChips(chips).of).toEqual([]);
  });

  it.each<[string, Filter]>([
    [
      "conditions joined by and",
      { kind: "and", of: [test("country", "France", "Canada"), test("city", "Lyon")] },
    ],
    ["conditions joined by or", { kind: "or", of: [test("country", "France"), test("city", "Lyon")] }],
    [
      "a group inside",
      {
        kind: "and",
        of: [test("stage", "won"), { kind: "or", of: [test("city", "Lyon"), test("city", "Nice")] }],
      },
    ],
    ["a negated condition", { kind: "and", of: [{ kind: "not", of: test("city", "Lyon") }] }],
    [
      "something deeper than chips can show",
      { kind: "and", of: [{ kind: "not", of: { kind: "or", of: [test("a", "1"), test("b", "2")] } }] },
    ],
    ["a filter that nothing passes", { kind: "and", of: [{ kind: "or", of: [] }] }],
  ])("%s is the same after a round through chips", (_name, filter) => {
    expect(filterOf(chipsOf(filter))).toEqual(filter);
  });

  it("a single test as the whole filter keeps its meaning", () => {
    expect(filterOf(chipsOf(test("city", "Lyon")))).toEqual({ kind: "and", of: [test("city", "Lyon")] });
    expect(filterOf(chipsOf({ kind: "or", of: [] }))).toEqual({ kind: "and", of: [{ kind: "or", of: [] }] });
  });

  it("a chip without conditions goes", () => {
    const chips: Chips = withNewChip(NO_CHIPS, { field: "city", comparison: "is", values: ["Lyon"] });
    expect(withChip(chips, 0, { kind: "group", joint: "and", of: [] }).of).toEqual([]);
    expect(withChip(chips, 0, null).of).toEqual([]);
  });
});
