import { useEffect, useState } from "react";
import { type Formats, type Translate, useFormat, useT } from "~/i18n";
import { type JobView, useRunningJob } from "~/ipc";
import { Button } from "~/ui/Button";
import { Progress } from "~/ui/Progress";
import { SlowAnnouncer } from "~/ui/SlowAnnouncer";
import { cancelJob, useSearching } from "../data/search";

/** How long something has been going on, in seconds; 0 when its begin is not known. */
function useSeconds(since: number | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return since === null ? 0 : Math.max(0, Math.round((now - since) / 1000));
}

/** What the search is at, and how far. */
function words(job: JobView | null, t: Translate, format: Formats): { phase: string; done: string } {
  const reading = job !== null && job.total > 0;
  return {
    phase: t(reading ? "duplicates.searching.reading" : "duplicates.searching.comparing"),
    done: reading
      ? t("duplicates.searching.of", { done: format.number(job.done), total: format.number(job.total) })
      : "",
  };
}

function Cancel({ job }: { job: JobView | null }) {
  const t = useT();
  return (
    <Button disabled={job === null || job.stopping} onClick={() => job && void cancelJob(job.id)}>
      {t(job?.stopping ? "duplicates.searching.stopping" : "duplicates.searching.cancel")}
    </Button>
  );
}

function useProgress() {
  const t = useT();
  const format = useFormat();
  const job = useRunningJob("duplicates");
  const seconds = useSeconds(useSearching(({ since }) => since));
  const { phase, done } = words(job, t, format);
  const time = seconds > 0 ? t("duplicates.searching.time", { time: format.duration(seconds) }) : "";
  return { job, phase, done, time, share: job && job.total > 0 ? job.done / job.total : null };
}

/** The first search under way: how far, how long, and a way to end it. */
export function Searching() {
  const t = useT();
  const { job, phase, done, time, share } = useProgress();
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center overflow-y-auto p-8">
      <div className="w-140 max-w-full animate-late">
        <h2 className="font-semibold text-xl">{t("duplicates.searching.title")}</h2>
        <p className="mt-1.5 text-muted">{t("duplicates.searching.text")}</p>
        <p className="mt-6 font-medium">{phase}</p>
        <Progress label={t("duplicates.searching.title")} share={share} className="mt-2 h-2" />
        <div className="mt-2.5 flex min-h-5 items-center gap-4 text-muted tabular-nums">
          <span className="flex-1">{done}</span>
          <span>{time}</span>
        </div>
        <div className="mt-6">
          <Cancel job={job} />
        </div>
        <SlowAnnouncer>{done ? `${phase}, ${done}` : phase}</SlowAnnouncer>
      </div>
    </div>
  );
}

/** The same in a line, while what was found before stays in view. */
export function SearchingLine() {
  const t = useT();
  const { job, phase, done, time, share } = useProgress();
  return (
    <>
      <span className="font-medium">{phase}</span>
      <Progress label={t("duplicates.searching.title")} share={share} className="mx-1.5 w-40" />
      <span className="text-muted tabular-nums">{done}</span>
      <span className="flex-1" />
      <span className="mr-2 text-muted tabular-nums">{time}</span>
      <Cancel job={job} />
      <SlowAnnouncer>{done ? `${phase}, ${done}` : phase}</SlowAnnouncer>
    </>
  );
}
