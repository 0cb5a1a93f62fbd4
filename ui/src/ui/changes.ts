import { hasMessage, type Translate } from "~/i18n";
import type { AuthorView } from "~/ipc";
import { fieldName } from "./fields";

type ToldChange = { label: string; args: Record<string, string> };

/** Who made a change, for the person who reads it; null when no person did or nobody knows their name. */
export function authorName(author: AuthorView | null, t: Translate): string | null {
  if (author?.own) return t("history.you");
  return author?.name || null;
}

/** The sentence that tells a change: `history.<label>` with its arguments, numbers and field names as a person reads them. */
export function changeSentence({ label, args }: ToldChange, t: Translate): string {
  const key = `history.${label}`;
  const { count, field, ...rest } = args;
  const named = {
    ...rest,
    ...(field === undefined ? {} : { field: fieldName({ id: field }, t) }),
    count: count === undefined ? 1 : Number(count),
  };
  if (label === "set_field" && args.value === "") return t("history.clear_field", named);
  return t(hasMessage(key) ? key : "history.other", named);
}
