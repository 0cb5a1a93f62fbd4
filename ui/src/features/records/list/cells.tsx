import { Sparkles } from "lucide-react";
import { type Formats, type Translate, useFormat, useT } from "~/i18n";
import type { Entity, FieldView } from "~/ipc";
import { Avatar } from "~/ui/Avatar";
import { useChanceWords } from "~/ui/outcomes/calibration";
import { Tag } from "~/ui/Tag";
import { valueName } from "../data/suggest";
import type { RecordRow } from "./rows";

/** Whether the app counts the values of a field: they are numbers and stand under each other. */
export function isCount({ kind, read_only }: Pick<FieldView, "kind" | "read_only">): boolean {
  return kind === "number" && read_only;
}

/** A value as a person reads it; values that the app computes are times in ms or ISO form. */
export function shownValue(
  field: Pick<FieldView, "id" | "kind" | "read_only">,
  value: string,
  format: Formats,
  t: Translate,
): string {
  const name = valueName(field.id, value, format, t);
  if (name !== value) return name;
  if (isCount(field) && value !== "") return format.number(Number(value));
  if (value === "" || field.kind !== "date" || !field.read_only) return value;
  const when = /^-?\d+$/.test(value) ? Number(value) : value;
  return Number.isNaN(new Date(when).getTime()) ? value : format.date(when);
}

/** The name of a record with its initials. */
export function NameCell({ row, entity }: { row: RecordRow; entity: Entity }) {
  const t = useT();
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Avatar name={row.title} square={entity === "company"} />
      {row.title === "" ? (
        <span className="truncate text-subtle">{t("records.nameless")}</span>
      ) : (
        <span className="truncate font-medium">{row.title}</span>
      )}
      {row.sample && (
        <span title={t("records.sample_badge")} className="shrink-0 text-subtle">
          <Sparkles className="size-3.5" strokeWidth={1.8} aria-hidden="true" />
          <span className="sr-only">{t("records.sample_badge")}</span>
        </span>
      )}
    </span>
  );
}

/** The tags of a record. */
export function TagsCell({ tags }: { tags: readonly string[] }) {
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </span>
  );
}

/** A web address without what all of them have. */
const shortAddress = (url: string) => url.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");

/** A grade; the tooltip tells how likely prospects of it are to buy. */
export function GradeCell({ grade }: { grade: string }) {
  const chance = useChanceWords(grade);
  return (
    <span className="text-muted" title={chance}>
      {grade}
    </span>
  );
}

/** Any other value, as it is usually written. */
export function ValueCell({ row, field }: { row: RecordRow; field: FieldView }) {
  const t = useT();
  const format = useFormat();
  const found = row.values[field.id] ?? "";
  const clean = row.clean[field.id];
  const value = clean ?? shownValue(field, found, format, t);
  return (
    <span
      className={field.id === "company" ? undefined : "text-muted"}
      title={clean === undefined ? undefined : t("records.clean.as_found", { found })}
    >
      {field.kind === "url" ? shortAddress(value) : value}
    </span>
  );
}
