import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useFormat, useLanguage, useT } from "~/i18n";
import { commands, type FormerScoreView, unwrap } from "~/ipc";
import { ErrorState } from "~/ui/ErrorState";
import { GradeBadge } from "../card/GradeBadge";
import { signed } from "../words";

/** Former scores that are listed; all of them are drawn. */
const LISTED = 8;

const KINDS = ["prospects", "companies", "descriptions", "signals", "scores"] as const;

/** What the score was, with why it moved since. */
export function ScoreHistory({ prospect }: { prospect: string }) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const {
    data = [],
    error,
    refetch,
  } = useQuery({
    queryKey: ["score_history", prospect],
    queryFn: () => unwrap(commands.scoreHistory(prospect)),
    meta: { kinds: [...KINDS] },
  });
  if (error) return <ErrorState inline error={error} onRetry={() => void refetch()} />;
  if (data.length < 2) return null;
  return (
    <section id="score-history">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 flex h-6 items-center gap-1 rounded-md px-1 font-semibold text-muted text-xs hover:bg-hover hover:text-fg"
      >
        <ChevronRight
          className={clsx("size-3.5 transition-transform", open && "rotate-90")}
          aria-hidden="true"
        />
        {t("qualify.history.title", { n: format.number(data.length) })}
      </button>
      {open && (
        <>
          <Line scores={data} />
          <ul className="mt-1.5 flex flex-col">
            {data
              .map((score, place) => ({ score, before: data[place - 1] }))
              .slice(-LISTED)
              .reverse()
              .map(({ score, before }, place) => (
                <Former
                  key={score.at}
                  prospect={prospect}
                  score={score}
                  before={before}
                  newest={place === 0}
                />
              ))}
          </ul>
        </>
      )}
    </section>
  );
}

const WIDTH = 320;
const HEIGHT = 56;
const EDGE = 3;

/** The scores over time, as steps: each stands until the next. */
function Line({ scores }: { scores: readonly FormerScoreView[] }) {
  const t = useT();
  const format = useFormat();
  const times = scores.map(({ at }) => new Date(at).getTime());
  const start = times[0] ?? 0;
  const length = Math.max(1, Date.now() - start);
  const x = (time: number) => EDGE + ((time - start) / length) * (WIDTH - 2 * EDGE);
  const y = (total: number) => HEIGHT - EDGE - (total / 100) * (HEIGHT - 2 * EDGE);
  const steps = scores.map(({ total }, place) => {
    const at = x(times[place] ?? start).toFixed(1);
    return place === 0 ? `M${at} ${y(total).toFixed(1)}` : `H${at}V${y(total).toFixed(1)}`;
  });
  const last = scores.at(-1);
  return (
    <svg
      role="img"
      aria-label={t("qualify.history.line", {
        from: scores[0]?.total ?? 0,
        to: last?.total ?? 0,
        day: format.date(scores[0]?.at ?? ""),
      })}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="mt-1.5 w-full rounded-md border border-divider text-accent"
    >
      <path
        d={`${steps.join("")}H${WIDTH - EDGE}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
      {last && <circle cx={WIDTH - EDGE} cy={y(last.total)} r="2.5" fill="currentColor" />}
    </svg>
  );
}

type FormerProps = {
  prospect: string;
  score: FormerScoreView;
  before: FormerScoreView | undefined;
  newest: boolean;
};

/** A former score; opened, it says why the score moved since. */
function Former({ prospect, score, before, newest }: FormerProps) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const line = (
    <>
      <span className="w-8 text-right font-medium tabular-nums">{format.number(score.total)}</span>
      <span className="w-8">
        <GradeBadge grade={score.grade} label={t("qualify.card.grade", { grade: score.grade })} />
      </span>
      <span className="w-9 text-right text-2xs text-subtle tabular-nums">
        {before && signed(score.total - before.total, format)}
      </span>
      <span
        className="min-w-0 flex-1 truncate text-right text-2xs text-subtle"
        title={format.dateTime(score.at)}
      >
        {newest ? t("qualify.history.now") : format.relative(score.at)}
      </span>
    </>
  );
  if (newest) return <li className="flex h-8 items-center gap-2 pl-5">{line}</li>;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-8 w-full items-center gap-2 rounded-md hover:bg-hover"
      >
        <ChevronRight
          className={clsx("-mr-1 size-3.5 shrink-0 text-subtle transition-transform", open && "rotate-90")}
          aria-hidden="true"
        />
        {line}
      </button>
      {open && <Moved prospect={prospect} since={score.at} />}
    </li>
  );
}

/** Why the score moved since a moment. */
function Moved({ prospect, since }: { prospect: string; since: FormerScoreView["at"] }) {
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ["score_moved", prospect, since, language],
    queryFn: () => unwrap(commands.scoreMoved({ prospect, since })),
    meta: { kinds: [...KINDS] },
  });
  if (error) return <ErrorState inline error={error} onRetry={() => void refetch()} />;
  return (
    <ul className="mb-1.5 ml-5 flex flex-col gap-1 border-divider border-l-2 pl-2.5">
      {data?.sentences.map(({ text }) => (
        <li key={text} data-selectable className="break-words first:font-medium">
          {text}
        </li>
      ))}
    </ul>
  );
}
