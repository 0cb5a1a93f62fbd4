import { describe, expect, it } from "vitest";
import { columnsAfter, layoutOf, usualColumns, usualWidth, withColumn, withColumnMoved } from "./columns";

const fields = (columns: readonly { field: string }[]) => columns.map(({ field }) => field);

describe("columns of a list", () => {
  const columns = usualColumns(["name", "company", "email"]);

  it("only a changed width is fixed", () => {
    const wide = columns.map((one) => (one.field === "email" ? { ...one, width: 300 } : one));
    expect(layoutOf(wide)).toEqual({
      order: ["name", "company", "email"],
      hidden: [],
      widths: { email: 300 },
    });
  });

  it("takes over what the table did: a move, a width, a hidden column", () => {
    const layout = layoutOf(columns);
    expect(
      columnsAfter(columns, {
        ...layout,
        order: ["email", "company"],
        hidden: ["company"],
        widths: { email: 250 },
      }),
    ).toEqual([
      { field: "name", width: usualWidth("name") },
      { field: "email", width: 250 },
    ]);
  });

  it("shows and hides", () => {
    expect(fields(withColumn(columns, "city", true))).toEqual(["name", "company", "email", "city"]);
    expect(fields(withColumn(columns, "company", false))).toEqual(["name", "email"]);
  });

  it("moves by a place, never before the name", () => {
    expect(fields(withColumnMoved(columns, "email", -1))).toEqual(["name", "email", "company"]);
    expect(fields(withColumnMoved(columns, "company", -1))).toEqual(["name", "company", "email"]);
    expect(fields(withColumnMoved(columns, "email", 1))).toEqual(["name", "company", "email"]);
  });
});
