import type { ReactNode } from "react";
import { useFormat, useT } from "~/i18n";
import type { ImportProgress } from "~/ipc";
import { Button } from "~/ui/Button";
import { Progress } from "~/ui/Progress";
import { SlowAnnouncer } from "~/ui/SlowAnnouncer";
import { shareDone, timeLeft } from "./session/plan";

type WorkProgressProps = {
  title: string;
  text: string;
  progress: ImportProgress | null;
  /** Rows of the file, as far as the work does not tell them itself. */
  expected: number;
  onCancel: () => void;
  /** Instead of “Cancel”, once it was given. */
  cancelling?: ReactNode;
};

/** A dry run or an import under way: how far, how fast, how long, and a way to end it. */
export function WorkProgress({ title, text, progress, expected, onCancel, cancelling }: WorkProgressProps) {
  const t = useT();
  const format = useFormat();
  const total = progress?.total || expected;
  const share = progress && shareDone(progress, expected);
  const left = progress && timeLeft(progress, expected);
  const phase = t(`import.progress.${progress?.phase ?? "starting"}`);
  const reading = progress?.phase === "reading";
  const done = reading
    ? t("import.progress.read", { count: progress.rows, n: format.number(progress.rows) })
    : progress
      ? t("import.progress.of", { done: format.number(progress.rows), total: format.number(total) })
      : "";
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center overflow-y-auto p-8">
      <div className="w-140 max-w-full animate-late">
        <h2 className="truncate font-semibold text-xl">{title}</h2>
        <p className="mt-1.5 text-muted">{text}</p>
        <div className="mt-6 flex items-baseline justify-between gap-4">
          <span className="font-medium">{phase}</span>
          <span className="font-semibold text-xl tabular-nums">
            {share === null ? "" : format.percent(share)}
          </span>
        </div>
        <Progress label={title} share={share} className="mt-2 h-2" />
        <div className="mt-2.5 flex min-h-5 items-center gap-4 text-muted tabular-nums">
          <span>{done}</span>
          {progress && progress.rate > 0 && (
            <span>{t("import.progress.rate", { n: format.number(progress.rate) })}</span>
          )}
          <div className="flex-1" />
          {left !== null && (
            <span>{t("import.progress.left", { time: format.duration(Math.round(left)) })}</span>
          )}
        </div>
        <div className="mt-6">
          <Button onClick={onCancel} disabled={cancelling !== undefined}>
            {cancelling ?? t("import.progress.cancel")}
          </Button>
        </div>
        <SlowAnnouncer>{done ? `${phase}, ${done}` : phase}</SlowAnnouncer>
      </div>
    </div>
  );
}
