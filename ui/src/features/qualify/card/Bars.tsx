import { useFormat, useT } from "~/i18n";
import type { ScoreView } from "~/ipc";
import { Meter } from "~/ui/Progress";
import { BANT } from "../data/score";

/** The four dimensions and the ideal customer; what is unknown is shown as such, with what to ask. */
export function Bars({ score }: { score: ScoreView }) {
  const t = useT();
  const format = useFormat();
  const unknown = BANT.filter(({ score: key }) => score[key] === null);
  return (
    <>
      <div className="flex flex-col gap-1.5">
        {BANT.map(({ name, score: key }) => (
          <Bar key={name} label={t(`qualify.dimensions.${name}`)} value={score[key]} />
        ))}
        {(score.fit !== null || score.coverage > 0) && (
          <div className="mt-1 border-divider border-t pt-2">
            <Bar label={t("qualify.card.fit")} value={score.fit} />
            <p className="mt-0.5 text-right text-2xs text-subtle">
              {t("qualify.card.coverage", { share: format.percent(score.coverage) })}
            </p>
          </div>
        )}
      </div>
      {unknown.length > 0 && (
        <ul className="mt-2.5 flex flex-col gap-1 rounded-md bg-warning-soft px-2.5 py-1.5 text-warning">
          {unknown.map(({ name }) => (
            <li key={name} data-selectable>
              {t("qualify.card.ask", { question: t(`qualify.ask.${name}`) })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Bar({ label, value }: { label: string; value: number | null }) {
  const t = useT();
  const format = useFormat();
  const text = value === null ? t("qualify.card.unknown") : format.number(Math.round(value));
  return (
    <div className="grid grid-cols-[144px_minmax(0,1fr)_60px] items-center gap-2">
      <span className="truncate" title={label}>
        {label}
      </span>
      <Meter label={label} share={value === null ? null : value / 100} text={text} />
      <span className={value === null ? "text-right text-subtle" : "text-right tabular-nums"}>{text}</span>
    </div>
  );
}
