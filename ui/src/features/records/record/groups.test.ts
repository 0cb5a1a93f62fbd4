import { describe, expect, it } from "vitest";
import { groupOf } from "./groups";

describe("the part of a page that a field stands in", () => {
  it.each([
    ["first_name", "prospect", "prospect", "identity"],
    ["email_2", "prospect", "prospect", "contact"],
    ["phone_mobile", "prospect", "prospect", "contact"],
    ["postcode", "prospect", "prospect", "address"],
    ["notes", "prospect", "prospect", "other"],
    ["custom:nb_sites", "prospect", "prospect", "custom"],
    ["company", "company", "prospect", "company"],
    ["phone_company", "company", "prospect", "company"],
    ["phone_company", "company", "company", "contact"],
    ["company_siren", "company", "company", "identity"],
    ["company_city", "company", "company", "address"],
    ["keywords", "company", "company", "other"],
  ] as const)("%s of a %s in the page of a %s: %s", (id, owner, within, group) => {
    expect(groupOf(id, owner, within)).toBe(group);
  });
});
