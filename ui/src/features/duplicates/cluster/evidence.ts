import type { Translate } from "~/i18n";
import type { ClusterField } from "~/ipc";

/** Fields of which a merge keeps what all records say. */
const JOINED: readonly string[] = ["notes"];
/** Fields of which the stricter value stays, whatever is chosen. */
const STRICT: readonly string[] = ["email_opt_out", "consent"];

/** Whether nobody chooses between the values of a field. */
export function isSettled(field: string): boolean {
  return JOINED.includes(field) || STRICT.includes(field);
}

/** Whether what a record says stays: its value was kept, or the values of all are joined. */
export function isKept({ field, values, kept, from }: ClusterField, place: number): boolean {
  if (JOINED.includes(field)) return values[place] != null;
  return kept !== null && from === place;
}

/** The value that a record gives to a field without having it there: an address that finds another field free. */
export function movedTo({ field, values, kept, from }: ClusterField, place: number): string | null {
  const given = !JOINED.includes(field) && from === place && kept !== values[place];
  return given ? kept : null;
}

/** Whether all records say the same, and the search made nothing of it. */
export function saysNothing({ values, evidence, kept, from }: ClusterField): boolean {
  const unmoved = from === null || values[from] === kept;
  return evidence.length === 0 && unmoved && values.every((value) => value !== null && value === values[0]);
}

/** How far the values of a field agree, in words: each way that pairs of the records agree, the best first. */
export function evidenceWords(field: ClusterField, t: Translate): string {
  const filled = field.values.filter((value) => value !== null);
  const differ = filled.some((value) => value !== filled[0]);
  if (JOINED.includes(field.field) && differ) return t("duplicates.rule.all_kept");
  if (STRICT.includes(field.field) && differ) return t("duplicates.rule.strictest");
  const ways = [...field.evidence]
    .sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0))
    .map(({ agreement }) => agreement);
  if (ways.length === 0 && filled.length > 1 && !differ) return t("duplicates.agreement.same");
  return [...new Set(ways)].map((way) => t(`duplicates.agreement.${way}`)).join(" · ");
}

/** Whether a field speaks against the records being the same. */
export function speaksAgainst({ evidence }: ClusterField): boolean {
  return evidence.some(({ agreement }) => agreement === "different");
}
