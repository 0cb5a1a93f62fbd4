import { describe, expect, it } from "vitest";
import { exportInput, fileName, usualChoice } from "./input";

const ids = { kind: "ids", ids: ["1"] } as const;

describe("an export", () => {
  it("begins with what Excel reads in the language of the window", () => {
    expect(usualChoice("fr")).toMatchObject({ format: "csv", byteOrderMark: true, semicolon: true });
    expect(usualChoice("en").semicolon).toBe(false);
  });

  it("names the shown fields, or none for all", () => {
    const choice = usualChoice("en");
    const selection = { ...ids, ids: [...ids.ids] };
    expect(exportInput("prospect", selection, ["name"], choice, "/a.csv").fields).toEqual(["name"]);
    expect(
      exportInput("prospect", selection, ["name"], { ...choice, fields: "all" }, "/a.csv").fields,
    ).toEqual([]);
  });

  it("marks the byte order only in CSV", () => {
    const choice = { ...usualChoice("fr"), format: "xlsx" as const };
    const selection = { ...ids, ids: [...ids.ids] };
    expect(exportInput("prospect", selection, [], choice, "/a.xlsx").byte_order_mark).toBe(false);
  });

  it("proposes a name with the day", () => {
    expect(fileName("prospects", "xlsx", new Date(2026, 0, 5))).toBe("prospects 2026-01-05.xlsx");
  });
});
