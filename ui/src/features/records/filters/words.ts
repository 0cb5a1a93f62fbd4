import type { Formats, Translate } from "~/i18n";
import type { FieldKind } from "~/ipc";
import { valueName } from "../data/suggest";
import { type Comparison, type Condition, type Joint, needsValue } from "./model";

/** What a comparison is called for a kind of field. */
export function comparisonName(comparison: Comparison, kind: FieldKind, t: Translate): string {
  if (
    kind === "date" &&
    (comparison === "at_least" || comparison === "at_most" || comparison === "starts_with")
  ) {
    return t(`filters.date.${comparison}`);
  }
  return t(`filters.comparisons.${comparison}`);
}

/** The word that joins conditions. */
export function jointWord(joint: Joint, t: Translate): string {
  return t(joint === "and" ? "filters.and_" : "filters.or_");
}

/** A condition in words: what is compared and, apart, with what. */
export function conditionWords(
  condition: Condition,
  field: { name: string; kind: FieldKind },
  t: Translate,
  format: Formats,
): { label: string; value: string } {
  const label = `${field.name} ${comparisonName(condition.comparison, field.kind, t)}`;
  const value = needsValue(condition.comparison)
    ? condition.values.map((one) => valueName(condition.field, one, format, t)).join(", ")
    : "";
  return { label, value };
}
