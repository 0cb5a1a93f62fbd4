import { SquareArrowOutUpRight } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { ClusterRecord, Entity } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { Checkbox } from "~/ui/Checkbox";
import { IconButton } from "~/ui/IconButton";
import { Tag } from "~/ui/Tag";

type RecordHeadingProps = {
  record: ClusterRecord;
  entity: Entity;
  place: number;
  /** Whether the merge is about it. */
  taken: boolean;
  /** Takes it in or leaves it out; not for two records, of which none can be left out. */
  onTake: (() => void) | undefined;
  className: string;
};

/** Where a record comes from, over its values. */
export function RecordHeading({ record, entity, place, taken, onTake, className }: RecordHeadingProps) {
  const t = useT();
  const format = useFormat();
  const { kind, file, row, at } = record.source;
  const from =
    kind === "user"
      ? t("duplicates.table.by_hand")
      : kind === "sample"
        ? t("duplicates.table.sample")
        : (file ?? t("duplicates.table.file"));
  const date = format.date(at);
  const when = row === null ? date : t("duplicates.table.row", { row: format.number(row), date });
  const name = record.title || t("duplicates.nameless");
  return (
    <div role="columnheader" className={className}>
      <span className="flex items-center gap-1.5">
        {onTake && (
          <Checkbox
            checked={taken}
            onChecked={onTake}
            aria-label={t("duplicates.table.take", { name, place: format.number(place + 1) })}
          />
        )}
        <span className="min-w-0 flex-1 truncate text-muted" title={from}>
          {from}
        </span>
        <IconButton
          size="sm"
          label={t("duplicates.table.open", { name })}
          icon={<SquareArrowOutUpRight className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
          onClick={() =>
            navigate({ screen: entity === "company" ? "companies" : "prospects", id: record.id })
          }
        />
      </span>
      <span className="block truncate font-normal text-2xs tabular-nums" title={when}>
        {when}
      </span>
      {record.changed && (
        <Tag tone="warning" className="mt-1">
          {t("duplicates.table.changed")}
        </Tag>
      )}
    </div>
  );
}
