import { Combine } from "lucide-react";
import { useState } from "react";
import { translate, useFormat, useT } from "~/i18n";
import { commands, type MergedInto, type RecordView, type UnmergeView, unwrap } from "~/ipc";
import { focusContent, isFocusLost } from "~/platform/panes";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { toast, toastError, toastUndo } from "~/ui/toast";
import { SourceText } from "./SourceText";

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

/** Says of records that are themselves again that they are not the same. */
async function keepApart({ entity, ids }: UnmergeView, names: string): Promise<void> {
  try {
    const change = await unwrap(commands.duplicatesReject({ entity, ids }));
    toastUndo(translate("records.merged.kept_apart", { names }), () => requestUndo(change));
  } catch (thrown) {
    toastError(thrown);
  }
}

function Merge({ merge }: { merge: MergedInto }) {
  const t = useT();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const names = format.list(merge.records.map(({ title }) => title || t("records.nameless")));
  const takeBack = async () => {
    const same = sameWorkspace();
    setBusy(true);
    try {
      const apart = await unwrap(commands.duplicatesUnmerge(merge.merge));
      if (!same()) return;
      toast({
        text: translate("records.merged.taken_back", { count: merge.records.length + 1, names }),
        tone: "success",
        action: { label: translate("records.merged.not_same"), run: () => void keepApart(apart, names) },
      });
      if (isFocusLost()) focusContent();
    } catch (thrown) {
      toastError(thrown);
    } finally {
      setBusy(false);
    }
  };
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
      {!merge.expired && (
        <Button
          size="sm"
          busy={busy}
          aria-label={t("records.merged.take_back_of", { names })}
          onClick={() => void takeBack()}
        >
          {t("records.merged.take_back")}
        </Button>
      )}
    </li>
  );
}
