import { Combine } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { MergedInto, RecordView } from "~/ipc";
import { SourceText } from "./SourceText";
import { TakeBack } from "./TakeBack";

/** The records that became this one, and the way to have each back. */
export function MergedFrom({ record }: { record: RecordView }) {
  const t = useT();
  if (record.merges.length === 0) return null;
  return (
    <section aria-labelledby="record-merged">
      <h3 id="record-merged" className="mb-2 font-semibold text-muted text-xs">
        {t("records.merged.title")}
      </h3>
      <ul className="flex flex-col gap-3">
        {record.merges.map((merge) => (
          <Merge key={merge.merge} merge={merge} />
        ))}
      </ul>
    </section>
  );
}

function Merge({ merge }: { merge: MergedInto }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="flex items-start gap-2.5">
      <Combine className="mt-0.5 size-4 shrink-0 text-subtle" strokeWidth={1.8} aria-hidden="true" />
      <div className="min-w-0 flex-1">
        {merge.records.map((gone, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record that is gone is known by its place alone
          <div key={place} className="mb-1">
            <p data-selectable title={gone.title} className="truncate font-medium">
              {gone.title || t("records.nameless")}
            </p>
            <p className="text-2xs text-subtle">
              <SourceText source={gone.source} />
            </p>
          </div>
        ))}
        <p className="text-2xs text-subtle" title={format.dateTime(merge.at)}>
          {t(merge.automatic ? "records.merged.automatic" : "records.merged.by_hand", {
            when: format.relative(merge.at),
          })}
        </p>
        {merge.until !== null && (
          <p className="text-2xs text-subtle">
            {merge.expired
              ? t("records.merged.expired")
              : t("records.merged.until", { date: format.date(merge.until) })}
          </p>
        )}
      </div>
      <TakeBack merge={merge} />
    </li>
  );
}
