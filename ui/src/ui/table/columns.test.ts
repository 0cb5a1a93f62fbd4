import { describe, expect, test } from "vitest";
import {
  arrange,
  type Column,
  DEFAULT_LAYOUT,
  gridTemplate,
  moved,
  movedBy,
  resized,
  withHidden,
} from "./columns";

const column = (id: string, more: Partial<Column<null>> = {}): Column<null> => ({
  id,
  title: id,
  width: 100,
  cell: () => null,
  ...more,
});
const COLUMNS = [column("name", { fixed: true }), column("a"), column("b"), column("c")];
const ids = (columns: readonly Column<null>[]) => columns.map(({ id }) => id).join(" ");

describe("the order of columns", () => {
  test("is the screen's until somebody moves one", () => {
    expect(ids(arrange(COLUMNS, DEFAULT_LAYOUT))).toBe("name a b c");
    expect(ids(arrange(COLUMNS, { order: ["c"], hidden: [] }))).toBe("name c a b");
  });

  test("keeps a fixed column in front", () => {
    expect(ids(arrange(COLUMNS, moved(DEFAULT_LAYOUT, COLUMNS, "c", "name")))).toBe("name c a b");
  });

  test("follows a move before another, to the end, and by one place", () => {
    expect(ids(arrange(COLUMNS, moved(DEFAULT_LAYOUT, COLUMNS, "c", "a")))).toBe("name c a b");
    expect(ids(arrange(COLUMNS, moved(DEFAULT_LAYOUT, COLUMNS, "a", null)))).toBe("name b c a");
    expect(ids(arrange(COLUMNS, movedBy(DEFAULT_LAYOUT, COLUMNS, "b", -1)))).toBe("name b a c");
    expect(ids(arrange(COLUMNS, movedBy(DEFAULT_LAYOUT, COLUMNS, "b", 1)))).toBe("name a c b");
    expect(movedBy(DEFAULT_LAYOUT, COLUMNS, "c", 1)).toBe(DEFAULT_LAYOUT);
  });

  test("leaves hidden columns out and brings them back to their place", () => {
    const hidden = withHidden(DEFAULT_LAYOUT, "b", true);
    expect(ids(arrange(COLUMNS, hidden))).toBe("name a c");
    expect(ids(arrange(COLUMNS, withHidden(hidden, "b", false)))).toBe("name a b c");
  });
});

describe("the widths", () => {
  test("share the rest until one is chosen", () => {
    expect(gridTemplate(COLUMNS.slice(0, 2), DEFAULT_LAYOUT, "34px")).toBe(
      "34px minmax(100px, 100fr) minmax(100px, 100fr)",
    );
    const [name, a] = COLUMNS;
    if (!name || !a) throw new Error("two columns");
    const chosen = resized(DEFAULT_LAYOUT, a, 180.4);
    expect(gridTemplate([name, a], chosen, "")).toBe("minmax(100px, 100fr) 180px");
    expect(gridTemplate([a], chosen, "")).toBe("180px minmax(0, 1fr)");
    expect(resized(DEFAULT_LAYOUT, a, 3).widths).toEqual({ a: 64 });
  });
});
