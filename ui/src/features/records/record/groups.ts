import { useMemo } from "react";
import { useT } from "~/i18n";
import type { Entity, FieldView } from "~/ipc";
import type { Option } from "~/ui/Select";
import { useFieldNames } from "../data/fields";

/** The parts that the fields of a record are shown in, in this order. */
export const GROUPS = ["identity", "contact", "company", "address", "other", "custom"] as const;
export type Group = (typeof GROUPS)[number];

const IDENTITY = [
  "salutation",
  "first_name",
  "middle_name",
  "last_name",
  "suffix",
  "full_name",
  "display_name",
  "nickname",
  "job_title",
  "department",
  "seniority",
  "profession",
  "name",
];
const CONTACT = /^(email|phone|fax|linkedin_url|twitter_url|website|consent)/;
const ADDRESS = ["street", "city", "region", "postcode", "country", "office"];
const COMPANY_IDENTITY = [
  "company",
  "company_display",
  "company_legal_name",
  "parent_company",
  "company_siren",
  "company_siret",
  "company_vat",
  "industry",
  "company_size",
  "company_revenue",
];
const COMPANY_CONTACT = [
  "phone_company",
  "company_email",
  "company_website",
  "company_linkedin_url",
  "company_facebook_url",
  "company_twitter_url",
];
const COMPANY_ADDRESS = [
  "company_address",
  "company_city",
  "company_region",
  "company_postcode",
  "company_country",
];

function groupInCompany(id: string): Group {
  if (COMPANY_IDENTITY.includes(id)) return "identity";
  if (COMPANY_CONTACT.includes(id)) return "contact";
  return COMPANY_ADDRESS.includes(id) ? "address" : "other";
}

/** The part that a field belongs to in the page of a record of kind `within`. */
export function groupOf(id: string, owner: Entity, within: Entity): Group {
  if (id.startsWith("custom:")) return "custom";
  if (owner === "company" || id === "company") return within === "company" ? groupInCompany(id) : "company";
  if (IDENTITY.includes(id)) return "identity";
  if (CONTACT.test(id)) return "contact";
  return ADDRESS.includes(id) ? "address" : "other";
}

/** Fields to choose from, under the names of their groups. */
export function useFieldOptions(entity: Entity, fields: readonly FieldView[]): readonly Option[] {
  const t = useT();
  const nameOf = useFieldNames(entity);
  return useMemo(() => {
    const placed = fields.map((field) => ({ id: field.id, group: groupOf(field.id, field.entity, entity) }));
    return GROUPS.flatMap((group) =>
      placed
        .filter((field) => field.group === group)
        .map(({ id }) => ({ value: id, label: nameOf(id), group: t(`records.group.${group}`) })),
    );
  }, [entity, fields, nameOf, t]);
}
