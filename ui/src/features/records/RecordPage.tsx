import { ArrowLeft, ChevronDown, ChevronUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { useFormat, useT } from "~/i18n";
import { type Entity, errorOf } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorState } from "~/ui/ErrorState";
import { IconButton } from "~/ui/IconButton";
import { Screen } from "~/ui/Screen";
import { changeRecords, only } from "./data/change";
import { useRecord } from "./data/record";
import { RecordActions } from "./record/RecordActions";
import { RecordContent } from "./record/RecordContent";
import { RecordHeader } from "./record/RecordHeader";

type RecordPageProps = {
  entity: Entity;
  id: string;
  /** Where the record stands in its list; null when it is not in it. */
  at: number | null;
  total: number;
  onStep: (step: 1 | -1) => void;
  onBack: () => void;
};

/** The page of one record. */
export function RecordPage({ entity, id, at, total, onStep, onBack }: RecordPageProps) {
  const t = useT();
  const format = useFormat();
  const { data: record, error, refetch } = useRecord(entity, id);
  const body = useRef<HTMLDivElement>(null);
  const shown = record !== undefined;
  useEffect(() => {
    if (shown) body.current?.focus({ preventScroll: true });
  }, [shown]);
  const hasNext = at !== null && at + 1 < total;
  const hasPrevious = at !== null && at > 0;
  useCommands([
    {
      id: "record.next",
      group: "record",
      title: "records.page.next",
      keys: ["]", "j"],
      enabled: hasNext,
      run: () => onStep(1),
    },
    {
      id: "record.previous",
      group: "record",
      title: "records.page.previous",
      keys: ["[", "k"],
      enabled: hasPrevious,
      run: () => onStep(-1),
    },
    { id: "record.back", group: "record", title: "records.page.back", keys: ["esc"], run: onBack },
    {
      id: "record.archive",
      group: "edit",
      title: record?.archived_at == null ? "records.actions.archive" : "records.actions.restore",
      keys: ["e"],
      enabled: record !== undefined,
      run: () =>
        void changeRecords(entity, only(id), { kind: record?.archived_at == null ? "archive" : "restore" }),
    },
  ]);
  const icon = { className: "size-4", strokeWidth: 1.8, "aria-hidden": true } as const;
  const gone = error !== null && errorOf(error).code === "record_missing";

  return (
    <Screen
      title={record?.title || t(`records.${entity}.one`)}
      lead={
        <span className="order-first flex items-center gap-1 text-subtle tabular-nums">
          {at !== null && t("records.page.position", { at: format.number(at + 1), of: format.number(total) })}
        </span>
      }
      actions={
        <>
          <IconButton
            label={t("records.page.next")}
            command="record.next"
            icon={<ChevronDown {...icon} />}
            disabled={!hasNext}
            onClick={() => onStep(1)}
          />
          <IconButton
            label={t("records.page.previous")}
            command="record.previous"
            icon={<ChevronUp {...icon} />}
            disabled={!hasPrevious}
            onClick={() => onStep(-1)}
          />
          <Button
            icon={<ArrowLeft className="size-3.5" aria-hidden="true" />}
            command="record.back"
            onClick={onBack}
          >
            {t("records.page.back")}
          </Button>
        </>
      }
    >
      {gone && (
        <EmptyState
          title={t("records.missing.title")}
          text={t("records.missing.text")}
          actions={<Button onClick={onBack}>{t("records.page.back")}</Button>}
        />
      )}
      {error && !gone && <ErrorState error={error} onRetry={() => void refetch()} />}
      {record && !error && (
        <div ref={body} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto focus:outline-none">
          <div className="mx-auto flex max-w-260 flex-col gap-6 px-8 py-6 max-[900px]:px-4">
            <div className="flex flex-wrap items-center gap-3">
              <div className="min-w-0 flex-1">
                <RecordHeader record={record} />
              </div>
              <RecordActions record={record} onGone={onBack} />
            </div>
            <RecordContent record={record} wide />
          </div>
        </div>
      )}
    </Screen>
  );
}
