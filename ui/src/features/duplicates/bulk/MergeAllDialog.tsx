import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useFormat, useT } from "~/i18n";
import {
  type ClusterRow,
  commands,
  errorOf,
  type MergeAll,
  type MergedAll,
  unwrap,
  useRunningJob,
} from "~/ipc";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { CheckboxField } from "~/ui/Checkbox";
import { Dialog } from "~/ui/Dialog";
import { ErrorState } from "~/ui/ErrorState";
import { Field } from "~/ui/Field";
import { Progress } from "~/ui/Progress";
import { Select } from "~/ui/Select";
import { shareWords } from "~/ui/shares";
import { cancelJob } from "../data/search";
import type { Kind } from "../state";

/** From which probability on clusters can be merged at once. */
const SHARES = [0.999, 0.99, 0.98, 0.95, 0.9, 0.8] as const;

type MergeAllDialogProps = { kind: Kind; from: number; onClose: () => void };

/** Merges all clusters from a probability on, after a look at which these are. */
export default function MergeAllDialog({ kind, from, onClose }: MergeAllDialogProps) {
  const t = useT();
  const [min, setMin] = useState(from);
  const [automatic, setAutomatic] = useState(false);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [done, setDone] = useState<MergedAll | null>(null);
  const job = useRunningJob("merge");
  const input: MergeAll = { entity: kind === "all" ? null : kind, min, automatic };
  const preview = useQuery({
    queryKey: ["duplicates", "preview", kind, min, automatic],
    queryFn: () => unwrap(commands.duplicatesMergeAllPreview(input)),
    placeholderData: keepPreviousData,
    enabled: !running && done === null,
    meta: { kinds: ["duplicates"] },
  });
  const clusters = preview.data?.clusters ?? 0;

  const run = async () => {
    setRunning(true);
    setFault(null);
    try {
      setDone(await unwrap(commands.duplicatesMergeAll(input)));
    } catch (thrown) {
      setFault(thrown);
    } finally {
      setRunning(false);
    }
  };
  const undo = (change: string) => {
    onClose();
    requestUndo(change);
  };

  if (done) {
    return (
      <Dialog
        open
        onOpen={(open) => !open && onClose()}
        title={
          done.clusters > 0
            ? t("duplicates.all.done", { count: done.clusters })
            : t("duplicates.all.none_done")
        }
        actions={
          <>
            {done.change && (
              <Button onClick={() => done.change && undo(done.change)}>{t("duplicates.all.undo")}</Button>
            )}
            <Button variant="primary" onClick={onClose}>
              {t("duplicates.all.close")}
            </Button>
          </>
        }
      >
        <Result done={done} />
      </Dialog>
    );
  }
  const cancelled = fault !== null && errorOf(fault).code === "cancelled";
  return (
    <Dialog
      open
      onOpen={(open) => !open && !running && onClose()}
      dismissible={!running}
      title={t("duplicates.all.title")}
      description={t("duplicates.all.text")}
      actions={
        <>
          <Button
            disabled={running && (job === null || job.stopping)}
            onClick={() => (running ? job && void cancelJob(job.id) : onClose())}
          >
            {t(job?.stopping ? "duplicates.searching.stopping" : "common.cancel")}
          </Button>
          <Button
            variant="primary"
            busy={running}
            disabled={clusters === 0 || preview.isPlaceholderData}
            onClick={() => void run()}
          >
            {clusters > 0 ? t("duplicates.all.run", { count: clusters }) : t("duplicates.merge")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {fault !== null &&
          (cancelled ? (
            <p role="status" className="text-muted">
              {t("duplicates.all.cancelled")}
            </p>
          ) : (
            <ErrorState inline error={fault} kept={t("duplicates.not_merged")} onRetry={() => void run()} />
          ))}
        <Choices
          min={min}
          onMin={setMin}
          automatic={automatic}
          onAutomatic={setAutomatic}
          kind={kind}
          disabled={running}
        />
        {preview.error ? (
          <ErrorState inline error={preview.error} onRetry={() => void preview.refetch()} />
        ) : running ? (
          <Progress
            label={t("duplicates.all.running")}
            share={job && job.total > 0 ? job.done / job.total : null}
          />
        ) : (
          preview.data && (
            <Preview clusters={clusters} records={preview.data.records} examples={preview.data.examples} />
          )
        )}
      </div>
    </Dialog>
  );
}

type ChoicesProps = {
  min: number;
  onMin: (min: number) => void;
  automatic: boolean;
  onAutomatic: (automatic: boolean) => void;
  kind: Kind;
  disabled: boolean;
};

function Choices({ min, onMin, automatic, onAutomatic, kind, disabled }: ChoicesProps) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <div className="flex items-end gap-3">
        <div className="w-40">
          <Field label={t("duplicates.all.from")}>
            <Select
              value={String(min)}
              onValue={(value) => onMin(Number(value))}
              options={SHARES.map((share) => ({ value: String(share), label: format.percent(share, 1) }))}
              disabled={disabled}
            />
          </Field>
        </div>
        <p className="pb-1 text-muted">
          {t(kind === "all" ? "duplicates.all.kind_all" : `duplicates.kinds.${kind}`)}
        </p>
      </div>
      <CheckboxField
        checked={automatic}
        onChecked={onAutomatic}
        disabled={disabled}
        label={t("duplicates.all.careful")}
        hint={t("duplicates.all.careful_hint")}
      />
    </>
  );
}

type PreviewProps = { clusters: number; records: number; examples: readonly ClusterRow[] };

/** How many records become how many, and the least certain of them. */
function Preview({ clusters, records, examples }: PreviewProps) {
  const t = useT();
  const format = useFormat();
  const heading = useId();
  return (
    <section>
      <p role="status" className="font-medium">
        {clusters > 0
          ? t("duplicates.all.preview", { count: clusters, records: format.number(records) })
          : t("duplicates.all.preview_none")}
      </p>
      {examples.length > 0 && (
        <>
          <h3 id={heading} className="mt-3 mb-1 font-medium text-subtle text-xs">
            {t("duplicates.all.examples")}
          </h3>
          <ul aria-labelledby={heading}>
            {examples.map((row) => (
              <li
                key={row.cluster}
                className="flex h-8 items-center gap-2 border-divider border-b last:border-b-0"
                title={[row.title, row.subtitle].filter(Boolean).join(" · ")}
              >
                <span className="max-w-1/2 truncate font-medium">
                  {row.title || t("duplicates.nameless")}
                </span>
                <span className="min-w-0 flex-1 truncate text-muted">{row.subtitle}</span>
                <span className="shrink-0 text-subtle text-xs tabular-nums">
                  {t(row.entity === "company" ? "duplicates.of_companies" : "duplicates.of_prospects", {
                    count: row.records,
                  })}
                </span>
                <span className="w-14 shrink-0 text-right text-muted text-xs tabular-nums">
                  {shareWords(row.probability, format)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Result({ done: { clusters, records, changed } }: { done: MergedAll }) {
  const t = useT();
  const format = useFormat();
  return (
    <div role="status" className="flex flex-col gap-2 text-muted">
      {clusters > 0 && (
        <p>
          {t("duplicates.all.done_text", { records: format.number(records), n: format.number(clusters) })}
        </p>
      )}
      {changed > 0 && <p>{t("duplicates.all.left", { count: changed })}</p>}
    </div>
  );
}
