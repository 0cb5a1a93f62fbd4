import { describe, expect, test } from "vitest";
import {
  EVERYTHING,
  isSelected,
  NOTHING,
  selectedCount,
  selectionState,
  toggled,
  withRows,
} from "./selection";

describe("some rows", () => {
  test("are chosen one by one and counted", () => {
    const two = withRows(NOTHING, ["a", "b"], true);
    expect(isSelected(two, "a")).toBe(true);
    expect(isSelected(two, "c")).toBe(false);
    expect(selectedCount(two, 10)).toBe(2);
    expect(selectionState(two, 10)).toBe("mixed");
    expect(selectionState(two, 2)).toBe(true);
    expect(selectionState(toggled(toggled(two, "a"), "b"), 10)).toBe(false);
  });
});

describe("all rows", () => {
  test("include those never fetched, but for those taken away", () => {
    expect(isSelected(EVERYTHING, "never seen")).toBe(true);
    expect(selectionState(EVERYTHING, 1_000_000)).toBe(true);
    const fewer = toggled(EVERYTHING, "a");
    expect(isSelected(fewer, "a")).toBe(false);
    expect(selectedCount(fewer, 1_000_000)).toBe(999_999);
    expect(selectionState(fewer, 1_000_000)).toBe("mixed");
    expect(selectionState(withRows(fewer, ["a"], true), 1_000_000)).toBe(true);
  });
});
