import { describe, expect, it } from "vitest";
import type { ValueView } from "~/ipc";
import { withWritten } from "./useEditValue";

const imported: ValueView = {
  field: "city",
  value: "Lyon",
  clean: null,
  source: { kind: "import", at: 1, file: "Salon.csv", row: 214, import_id: "i" },
};

describe("a value written by hand", () => {
  it("takes the place and the source of the one before", () => {
    expect(withWritten([imported], "city", "Nice", 5)).toEqual([
      {
        field: "city",
        value: "Nice",
        clean: null,
        source: { kind: "user", at: 5, file: null, row: null, import_id: null },
      },
    ]);
  });

  it("is added when the record had none", () => {
    expect(withWritten([imported], "country", "France", 5).map(({ field }) => field)).toEqual([
      "city",
      "country",
    ]);
  });

  it("is taken away when it is empty", () => {
    expect(withWritten([imported], "city", "", 5)).toEqual([]);
  });
});
