import { hasMessage, type Translate } from "~/i18n";

type NamedField = { id: string; label?: string | null };

/** The words of an id: `custom:nb_de_sites` is “Nb de sites”. */
function words(id: string): string {
  const text = id.replace(/^custom:/, "").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * What a field is called. `within` names the kind of record whose list or form it stands in: a company's city needs
 * no “company” there.
 */
export function fieldName({ id, label }: NamedField, t: Translate, within?: "prospect" | "company"): string {
  if (label) return label;
  const short = `fields.within_company.${id}`;
  if (within === "company" && hasMessage(short)) return t(short);
  const key = `fields.${id}`;
  return hasMessage(key) ? t(key) : words(id);
}
