import { X } from "lucide-react";
import { Suspense, useCallback, useState } from "react";
import { type Translate, translate, useFormat, useT } from "~/i18n";
import { commands, type JobView, unwrap, useJobs } from "~/ipc";
import { currentRoute } from "~/platform/navigation";
import { IconButton } from "~/ui/IconButton";
import { onDemand } from "~/ui/onDemand";
import { Progress } from "~/ui/Progress";
import { SlowAnnouncer } from "~/ui/SlowAnnouncer";
import { toast, toastError } from "~/ui/toast";

const StopRunning = onDemand(async () => {
  const { StopRunning: dialog } = await import("~/features/import/run/StopRunning");
  return { default: dialog };
});

const titleOf = (job: JobView, t: Translate) => t(`shell.job.${job.kind}`, { subject: job.subject });

/** Work that can be stopped half-way. An import leaves rows behind, about which is asked; the others nothing. */
const STOPPABLE: readonly JobView["kind"][] = [
  "inspect",
  "check",
  "import",
  "export",
  "undo",
  "redo",
  "backup",
  "restore",
  "rotation",
  "duplicates",
  "merge",
  "scores",
  "trial",
  "outcomes",
  "document",
  "model",
];

/** Seconds until the end at the present rate; null when that cannot be told or is at once. */
function secondsLeft({ done, total, rate }: JobView): number | null {
  return rate > 0 && total - done >= rate ? (total - done) / rate : null;
}

/** Tells of an import that ended while its screen was not shown; other work tells of its end itself. */
function announceEnd(job: JobView): void {
  const importing = job.kind === "import" || job.kind === "check";
  if (job.state === "running" || !importing || currentRoute().screen === "import") return;
  toast({
    text: translate(`shell.job.${job.state}`, { title: titleOf(job, translate) }),
    tone: job.state === "failed" ? "danger" : job.state === "done" ? "success" : "neutral",
  });
}

/** The long-running work in the status strip: how far, how fast, how long, and a way to stop it. */
export function JobStrip() {
  const t = useT();
  const format = useFormat();
  const [asked, setAsked] = useState<string | null>(null);
  const jobs = useJobs(useCallback(announceEnd, [])).filter((job) => job.state === "running");
  const job = jobs[0];
  const progress =
    job && job.total > 0
      ? t("shell.job.progress", { done: format.number(job.done), total: format.number(job.total) })
      : job && job.done > 0
        ? format.number(job.done)
        : "";
  if (!job) return null;
  const left = secondsLeft(job);
  const stop = () => {
    if (job.kind === "import") setAsked(job.id);
    else void unwrap(commands.jobsCancel(job.id)).catch(toastError);
  };
  return (
    <div data-job={job.kind} className="flex min-w-0 items-center gap-2.5">
      <span className="truncate text-fg">{titleOf(job, t)}</span>
      <Progress
        label={titleOf(job, t)}
        share={job.total ? job.done / job.total : null}
        className="w-28 shrink-0 bg-divider"
      />
      <span className="whitespace-nowrap tabular-nums">
        {job.stopping ? t("shell.job.stopping") : progress}
      </span>
      {!job.stopping && job.rate > 0 && (
        <span className="whitespace-nowrap tabular-nums max-lg:hidden">
          {t("shell.job.rate", { n: format.number(job.rate) })}
        </span>
      )}
      {!job.stopping && left !== null && (
        <span className="whitespace-nowrap tabular-nums">
          {t("shell.job.left", { time: format.duration(Math.round(left)) })}
        </span>
      )}
      {STOPPABLE.includes(job.kind) && (
        <IconButton
          size="sm"
          label={t(job.stopping ? "shell.job.stopping" : "shell.job.cancel")}
          disabled={job.stopping}
          icon={<X className="size-3.5" aria-hidden="true" />}
          onClick={stop}
        />
      )}
      {jobs.length > 1 && (
        <span className="whitespace-nowrap">{t("shell.job.more", { count: jobs.length - 1 })}</span>
      )}
      {asked === job.id && !job.stopping && (
        <Suspense>
          <StopRunning rows={job.done} onClose={() => setAsked(null)} />
        </Suspense>
      )}
      <SlowAnnouncer>{`${titleOf(job, t)}, ${job.stopping ? t("shell.job.stopping") : progress}`}</SlowAnnouncer>
    </div>
  );
}
