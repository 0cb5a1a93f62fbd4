import { describe, expect, it } from "vitest";
import type { ListRow } from "~/ipc";
import { editAtOnce, type RecordRow, rowOf } from "./rows";

const ANSWER: ListRow = {
  id: "1",
  title: "Élodie Lefèvre",
  company_id: null,
  cells: ["Lyon"],
  clean: { city: "Lyon 3e" },
  tags: [],
  archived: false,
  sample: false,
};

/** Fetched rows that only know how to be patched. */
function fakePages(row: RecordRow) {
  let rows = [row];
  return {
    value: () => rows[0]?.values.city,
    clean: () => rows[0]?.clean.city,
    patch: (is: (row: RecordRow) => boolean, change: (row: RecordRow) => RecordRow) => {
      rows = rows.map((one) => (is(one) ? change(one) : one));
    },
  };
}

describe("rows of a list", () => {
  it("a row knows its values by field, empty where the answer has none", () => {
    expect(rowOf(ANSWER, ["city", "country"]).values).toEqual({ city: "Lyon", country: "" });
  });

  it("an edit shows at once and stays when it is saved", async () => {
    const row = rowOf(ANSWER, ["city"]);
    const pages = fakePages(row);
    const saved = editAtOnce(pages, row, "city", "Nice", async () => true);
    expect(pages.value()).toBe("Nice");
    expect(pages.clean()).toBeUndefined();
    await saved;
    expect(pages.value()).toBe("Nice");
  });

  it("an edit that fails is taken back", async () => {
    const row = rowOf(ANSWER, ["city"]);
    const pages = fakePages(row);
    await editAtOnce(pages, row, "city", "Nice", async () => false);
    expect(pages.value()).toBe("Lyon");
    expect(pages.clean()).toBe("Lyon 3e");
  });

  it("a failed edit does not undo a later one", async () => {
    const row = rowOf(ANSWER, ["city"]);
    const pages = fakePages(row);
    await editAtOnce(pages, row, "city", "Nice", async () => {
      await editAtOnce(pages, row, "city", "Paris", async () => true);
      return false;
    });
    expect(pages.value()).toBe("Paris");
  });
});
