import clsx from "clsx";
import { useFormat, useT } from "~/i18n";
import type { Entity, FieldValue, LikelyRecord } from "~/ipc";
import { Announcer } from "~/ui/Screen";
import { shareWords } from "~/ui/shares";
import { useFieldNames } from "../data/fields";
import { useLikely } from "./likely";

/** What is told of why a record is likely the same, at most. */
const MOST_REASONS = 2;

type LikelyRecordsProps = {
  entity: Entity;
  values: readonly FieldValue[];
  onOpen: (id: string) => void;
};

/** The records that one which is being written may be. Its room is the same with and without any. */
export function LikelyRecords({ entity, values, onOpen }: LikelyRecordsProps) {
  const t = useT();
  const likely = useLikely(entity, values);
  return (
    <section
      aria-label={t("records.like.label")}
      className={clsx(
        "col-span-full h-29 overflow-y-auto rounded-lg border border-divider bg-surface px-1 py-1.5",
        // In a low window it comes over the end of the form, which goes on behind it.
        likely.length > 0 && "sticky bottom-0",
      )}
    >
      <p className="px-2 pb-1 text-subtle text-xs">
        {likely.length > 0 ? t(`records.like.${entity}`) : t("records.like.none")}
      </p>
      <ul>
        {likely.map((one) => (
          <li key={one.record.id}>
            <LikelyLine entity={entity} likely={one} onOpen={() => onOpen(one.record.id)} />
          </li>
        ))}
      </ul>
      <Announcer>{likely.length > 0 ? t("records.like.heard", { count: likely.length }) : ""}</Announcer>
    </section>
  );
}

type LikelyLineProps = { entity: Entity; likely: LikelyRecord; onOpen: () => void };

function LikelyLine({ entity, likely: { record, probability, evidence }, onOpen }: LikelyLineProps) {
  const t = useT();
  const format = useFormat();
  const nameOf = useFieldNames(entity);
  const reasons = evidence
    .slice(0, MOST_REASONS)
    .map(({ field, agreement }) =>
      t("records.like.reason", { field: nameOf(field), agreement: t(`duplicates.agreement.${agreement}`) }),
    );
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full flex-col rounded-md px-2 py-1 text-left hover:bg-hover"
    >
      <span className="flex w-full items-baseline gap-2">
        <span className="min-w-0 shrink truncate font-medium">{record.title || t("records.nameless")}</span>
        <span className="min-w-0 flex-1 truncate text-muted text-xs">{record.subtitle}</span>
        {probability !== null && (
          <span className="text-2xs text-subtle tabular-nums">{shareWords(probability, format)}</span>
        )}
      </span>
      <span className="w-full truncate text-subtle text-xs">{reasons.join(" · ")}</span>
    </button>
  );
}
