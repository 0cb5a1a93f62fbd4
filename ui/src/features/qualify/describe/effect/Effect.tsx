import clsx from "clsx";
import { ArrowRight } from "lucide-react";
import { type Formats, type Translate, useFormat, useT } from "~/i18n";
import { commands, errorOf, type TriedView, unwrap, useRunningJob } from "~/ipc";
import { Button } from "~/ui/Button";
import { errorSentence } from "~/ui/errors";
import { Progress } from "~/ui/Progress";
import { Announcer } from "~/ui/Screen";
import { toastError } from "~/ui/toast";
import { GradeBadge } from "../../card/GradeBadge";
import type { Kind } from "../forms";
import { type GradeMove, gradeMoves } from "./grades";
import { Movers } from "./Movers";
import type { Trial } from "./useTrial";

type EffectProps = { kind: Kind; trial: Trial };

/** What saving would do: how many prospects have each grade, before and after, and who moves. */
export function Effect({ kind, trial: { tried, isCurrent, error, again } }: EffectProps) {
  const t = useT();
  const format = useFormat();
  return (
    <section aria-labelledby="effect" className="flex min-h-0 flex-col gap-2.5">
      <h3 id="effect" className="font-semibold text-md max-xl:sr-only">
        {t("qualify.effect.title")}
      </h3>
      {error ? (
        <Failed error={error} again={again} />
      ) : (
        tried && <Counted tried={tried} isCurrent={isCurrent} />
      )}
      {!isCurrent && <Counting />}
      {kind === "offer" && <p className="text-subtle text-xs">{t("qualify.effect.of_texts")}</p>}
      <Announcer>{tried && isCurrent && !error ? spoken(tried, format, t) : ""}</Announcer>
    </section>
  );
}

function Counted({ tried, isCurrent }: { tried: TriedView; isCurrent: boolean }) {
  const t = useT();
  const format = useFormat();
  if (tried.prospects === 0) return <p className="text-muted">{t("qualify.effect.nobody")}</p>;
  return (
    <div
      data-current={isCurrent}
      aria-busy={!isCurrent}
      className={clsx("flex min-h-0 flex-col gap-2.5", !isCurrent && "grayscale [&_*]:text-subtle!")}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="text-muted tabular-nums xl:basis-full">
          {t("qualify.effect.prospects", { count: tried.prospects })}
        </p>
        <ul className="flex flex-wrap gap-x-4 gap-y-1.5">
          {gradeMoves(tried.before, tried.grades).map((move) => (
            <Moved key={move.grade} {...move} />
          ))}
        </ul>
      </div>
      <p>{movesIn(tried, format, t)}</p>
      <Movers tried={tried} />
    </div>
  );
}

function Moved({ grade, from, to }: GradeMove) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="flex items-center gap-1.5 tabular-nums">
      <GradeBadge grade={grade} label={t("qualify.card.grade", { grade })} />
      {from !== to && (
        <>
          <span className="text-subtle">{format.number(from)}</span>
          <ArrowRight className="size-3 text-subtle" aria-label={t("qualify.effect.becomes")} />
        </>
      )}
      <span className={clsx(from !== to && "font-semibold")}>{format.number(to)}</span>
    </li>
  );
}

const movesIn = ({ up, down }: TriedView, format: Formats, t: Translate) =>
  up + down === 0
    ? t("qualify.effect.still")
    : t("qualify.effect.moves", { up: format.number(up), down: format.number(down) });

function spoken(tried: TriedView, format: Formats, t: Translate): string {
  const grades = gradeMoves(tried.before, tried.grades).map(
    ({ grade, to }) => `${grade} ${format.number(to)}`,
  );
  const prospects = t("qualify.effect.prospects", { count: tried.prospects });
  return [prospects, grades.join(", "), movesIn(tried, format, t)].join(" ");
}

function Failed({ error, again }: { error: unknown; again: () => void }) {
  const t = useT();
  const detail = errorOf(error);
  if (detail.code === "cancelled") {
    return (
      <div className="flex items-center gap-2">
        <p className="text-muted">{t("qualify.effect.cancelled")}</p>
        <Button size="sm" onClick={again}>
          {t("qualify.effect.again")}
        </Button>
      </div>
    );
  }
  return (
    <p role="alert" className="text-danger">
      {errorSentence(detail, t)}
    </p>
  );
}

/** How far a count is that takes long, with a way to end it. */
function Counting() {
  const t = useT();
  const job = useRunningJob("trial");
  if (!job) return null;
  return (
    <div className="flex animate-late items-center gap-2">
      <Progress
        label={t("qualify.effect.counting")}
        share={job.total ? job.done / job.total : null}
        className="flex-1"
      />
      <Button
        size="sm"
        disabled={job.stopping}
        onClick={() => void unwrap(commands.jobsCancel(job.id)).catch(toastError)}
      >
        {t("common.cancel")}
      </Button>
    </div>
  );
}
