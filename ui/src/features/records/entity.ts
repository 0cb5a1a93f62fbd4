import type { ChangeKind, Entity } from "~/ipc";
import type { ScreenName } from "~/platform/navigation";

/** What differs between the lists of prospects and of companies. */
export type EntityTraits = {
  screen: ScreenName;
  /** The column that names the record; always first. */
  nameField: string;
  /** The columns of a list that nobody has arranged. */
  columns: readonly string[];
  /** The fields of the form for a new record. */
  form: readonly string[];
  /** The fields that stand under the name of a record. */
  subtitle: readonly string[];
  /** Who a record belongs to. */
  ownerField: string;
  /** Whether records have a stage. */
  staged: boolean;
};

const TRAITS: Record<Entity, EntityTraits> = {
  prospect: {
    screen: "prospects",
    nameField: "name",
    columns: ["name", "company", "job_title", "email", "phone", "city", "country", "stage", "tags"],
    form: ["first_name", "last_name", "email", "phone", "job_title", "company", "city", "country"],
    subtitle: ["job_title", "company", "city"],
    ownerField: "owner",
    staged: true,
  },
  company: {
    screen: "companies",
    nameField: "company",
    columns: [
      "company",
      "prospects",
      "industry",
      "company_city",
      "company_country",
      "company_size",
      "company_website",
    ],
    form: ["company", "company_website", "phone_company", "industry", "company_city", "company_country"],
    subtitle: ["industry", "company_city", "company_country"],
    ownerField: "account_owner",
    staged: false,
  },
};

/** What is special about this kind of record. */
export function traitsOf(entity: Entity): EntityTraits {
  return TRAITS[entity];
}

/** The kinds of changes that make a list or a record old. */
export const RECORD_KINDS: readonly ChangeKind[] = [
  "prospects",
  "companies",
  "tags",
  "custom_fields",
  "scores",
  "outcomes",
];
