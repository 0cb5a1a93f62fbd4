import { describe, expect, test } from "vitest";
import { FIELDS, FILE } from "../../../../test/screens/imports";
import { certaintyOf, conflictsOf, customTarget, groupOf, identifies, recognised } from "./mapping";

const [name] = FILE.columns;
if (!name) throw new Error("no column");

describe("columns that go to one field", () => {
  test("are told at each of them", () => {
    const mapping = ["email", "city", "email", "ignore", "email"];
    expect([...conflictsOf(mapping, FIELDS)]).toEqual([
      [0, [2, 4]],
      [2, [0, 4]],
      [4, [0, 2]],
    ]);
  });

  test("are no conflict where values are joined, nor where nothing is imported", () => {
    const mapping = ["tags", "tags", "notes", "notes", "phone_company", "phone_company", "ignore", "ignore"];
    expect(conflictsOf(mapping, FIELDS).size).toBe(0);
  });

  test("are a conflict in new fields too", () => {
    expect([...conflictsOf(["custom:a", "custom:a"], FIELDS).keys()]).toEqual([0, 1]);
  });
});

describe("a new field", () => {
  test("is named by the words of its header", () => {
    expect(customTarget(" N° de client (Été) ", 0, new Set())).toBe("custom:n_de_client_été");
    expect(customTarget("???", 2, new Set())).toBe("custom:column_3");
  });

  test("is another one than those that are taken", () => {
    expect(customTarget("Code", 0, new Set(["custom:code", "custom:code_2"]))).toBe("custom:code_3");
  });
});

describe("a mapping", () => {
  test("counts columns that are recognised", () => {
    expect(recognised(["email", "ignore", "custom:a", "city"])).toBe(2);
  });

  test("tells whom rows are about by a name, an address, a number or a company", () => {
    for (const target of ["last_name", "email_2", "phone_mobile", "linkedin_url", "company"])
      expect(identifies(["ignore", target], FIELDS), target).toBe(true);
    for (const target of ["city", "phone_company", "custom:email", "company_size"])
      expect(identifies([target], FIELDS), target).toBe(false);
  });

  test("is as certain as the guess until a person chooses", () => {
    expect(certaintyOf(name, "first_name")).toBe("sure");
    expect(certaintyOf({ ...name, certainty: "likely" }, "first_name")).toBe("likely");
    expect(certaintyOf(name, "last_name")).toBe("chosen");
    expect(certaintyOf(name, "custom:a")).toBe("new");
    expect(certaintyOf(name, "ignore")).toBe("ignored");
  });
});

test("fields stand in the part of the list where people look for them", () => {
  const parts = {
    job_title: "person",
    email_2: "contact",
    linkedin_url: "contact",
    company_city: "company",
    city: "address",
    notes: "other",
    "custom:salon": "custom",
  };
  for (const [id, part] of Object.entries(parts)) {
    const entity = id.startsWith("company") ? "company" : "prospect";
    expect(groupOf({ id, entity }), id).toBe(part);
  }
});
