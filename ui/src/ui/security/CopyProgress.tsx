import { useFormat, useT } from "~/i18n";
import { commands, type JobKind, unwrap, useJobOf } from "~/ipc";
import { Button } from "../Button";
import { Progress } from "../Progress";
import { SlowAnnouncer } from "../SlowAnnouncer";
import { toastError } from "../toast";

type CopyProgressProps = { kind: JobKind };

/** How far a copy of the workspace has come, and a way to stop it: it leaves everything as it was. */
export function CopyProgress({ kind }: CopyProgressProps) {
  const t = useT();
  const format = useFormat();
  const job = useJobOf(kind);
  const share = job && job.total > 0 ? job.done / job.total : null;
  const waiting = t(job === null ? "onboarding.copy.starting" : "onboarding.copy.checking");
  const text = share === null ? waiting : t("onboarding.copy.copying", { percent: format.percent(share) });
  const stop = () => job && void unwrap(commands.jobsCancel(job.id)).catch(toastError);
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="mb-1.5 text-muted tabular-nums">{text}</p>
        <Progress label={t("onboarding.copy.label")} share={share} />
      </div>
      <Button disabled={job === null || job.stopping} onClick={stop}>
        {t(job?.stopping ? "shell.job.stopping" : "common.cancel")}
      </Button>
      <SlowAnnouncer>{text}</SlowAnnouncer>
    </div>
  );
}
