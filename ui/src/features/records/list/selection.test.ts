import { describe, expect, it } from "vitest";
import type { ListQuery } from "~/ipc";
import { EVERYTHING, NOTHING, selectedCount } from "~/ui/table";
import { namedSelection } from "./selection";

const QUERY: ListQuery = { scope: "active", filter: { kind: "and", of: [] }, search: "lyon", sort: [] };

describe("the selection as the app names it", () => {
  it("names single rows by id", () => {
    expect(namedSelection({ ...NOTHING, ids: new Set(["a", "b"]) }, QUERY)).toEqual({
      kind: "ids",
      ids: ["a", "b"],
    });
  });

  it("names all that match by the question, without those taken out", () => {
    const selection = { ...EVERYTHING, ids: new Set(["c"]) };
    expect(namedSelection(selection, QUERY)).toEqual({ kind: "matching", query: QUERY, except: ["c"] });
    expect(selectedCount(selection, 12_408)).toBe(12_407);
  });
});
