import { useFormat, useT } from "~/i18n";
import type { RecordView } from "~/ipc";
import { Avatar } from "~/ui/Avatar";
import { Tag } from "~/ui/Tag";
import { readName } from "../data/name";
import { traitsOf } from "../entity";
import { SourceText } from "./SourceText";

/** The line under the name: title · company · city. */
export function subtitleOf(record: RecordView): string {
  const textOf = (field: string) =>
    field === "company" && record.company
      ? record.company.title
      : record.values.find((value) => value.field === field)?.value;
  return traitsOf(record.entity).subtitle.map(textOf).filter(Boolean).join(" · ");
}

/** What to call a record: the name of a person as it is read. */
export function titleOf(record: RecordView): string {
  return (record.name && readName(record.name)) || record.title;
}

/** Who or what a record is about. */
export function RecordHeader({ record }: { record: RecordView }) {
  const t = useT();
  const format = useFormat();
  const subtitle = subtitleOf(record);
  const title = titleOf(record);
  return (
    <div className="flex items-center gap-3">
      <Avatar name={title} size="lg" square={record.entity === "company"} />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <h2 data-selectable className="truncate font-semibold text-lg leading-snug">
            {title || t("records.nameless")}
          </h2>
          {record.archived_at !== null && <Tag tone="warning">{t("records.archived")}</Tag>}
          {record.source.kind === "sample" && <Tag>{t("records.sample_badge")}</Tag>}
        </div>
        {subtitle && (
          <p data-selectable className="truncate text-muted">
            {subtitle}
          </p>
        )}
        <p className="truncate text-2xs text-subtle">
          <SourceText source={record.source} />
          {" · "}
          {t("records.updated", { when: format.relative(record.updated_at) })}
        </p>
      </div>
    </div>
  );
}
