import clsx from "clsx";
import { useFormat, useT } from "~/i18n";
import type { RowCounts, RowOutcome } from "~/ipc";
import { Tag, type Tone } from "~/ui/Tag";

/** What can come of a row, in the order of every list. */
export const OUTCOMES = ["created", "updated", "merged", "review", "skipped", "failed"] as const;

export const OUTCOME_TONES: Record<RowOutcome, Tone> = {
  created: "success",
  updated: "accent",
  merged: "info",
  review: "warning",
  skipped: "neutral",
  failed: "danger",
};

const FILLS: Record<RowOutcome, string> = {
  created: "bg-success",
  updated: "bg-accent",
  merged: "bg-info",
  review: "bg-warning",
  skipped: "bg-control",
  failed: "bg-danger",
};

export function rowsOf(counts: RowCounts): number {
  return OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** Rows by outcome as one bar. */
export function OutcomeBar({ counts, className }: { counts: RowCounts; className?: string }) {
  const t = useT();
  const format = useFormat();
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  const parts = shown.map(
    (outcome) => `${t(`import.outcomes.${outcome}`)} ${format.number(counts[outcome])}`,
  );
  return (
    <div
      role="img"
      aria-label={t("import.outcome_bar", { parts: format.list(parts) })}
      className={clsx("flex h-2 gap-px overflow-hidden rounded-full bg-hover", className)}
    >
      {shown.map((outcome) => (
        <div
          key={outcome}
          data-meter
          className={clsx("min-w-[3px]", FILLS[outcome])}
          style={{ flexGrow: counts[outcome], flexBasis: 0 }}
        />
      ))}
    </div>
  );
}

/** Rows by outcome as numbers that sum to the rows of the file. */
export function OutcomeNumbers({ counts }: { counts: RowCounts }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="@container">
      <dl className="grid grid-cols-6 gap-x-4 gap-y-3 @max-lg:grid-cols-3">
        {OUTCOMES.map((outcome) => (
          <div key={outcome} className="flex min-w-0 flex-col">
            <dt className="order-2 flex items-center gap-1.5 font-medium text-muted text-xs">
              <span
                aria-hidden="true"
                className={clsx(
                  "size-2 shrink-0 rounded-full",
                  FILLS[outcome],
                  counts[outcome] === 0 && "opacity-50",
                )}
              />
              <span className="truncate">{t(`import.outcomes.${outcome}`)}</span>
            </dt>
            <dd
              className={clsx(
                "text-xl tabular-nums max-[1000px]:text-lg",
                counts[outcome] === 0 ? "text-subtle" : "font-semibold",
              )}
            >
              {format.number(counts[outcome])}
            </dd>
            <dd className="order-3 text-2xs text-subtle max-[1000px]:sr-only">
              {t(`import.outcome_text.${outcome}`)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The outcome of one row as a word. */
export function OutcomeTag({ outcome }: { outcome: RowOutcome }) {
  const t = useT();
  return <Tag tone={OUTCOME_TONES[outcome]}>{t(`import.row_outcomes.${outcome}`)}</Tag>;
}
