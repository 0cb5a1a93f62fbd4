import { useId } from "react";
import { useFormat, useT } from "~/i18n";
import type { CalibrationView, RangeView } from "~/ipc";

/** The figures by which a score is measured, each with what it means. */
export function Figures({ made }: { made: CalibrationView }) {
  const t = useT();
  const format = useFormat();
  const heading = useId();
  const between = (range: RangeView | null) =>
    range
      ? t("calibration.between", { low: format.number(range.low), high: format.number(range.high) })
      : undefined;
  const told = (value: number | null) => (value === null ? t("calibration.unknown") : format.number(value));
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="mb-2 font-semibold text-muted text-xs">
        {t("calibration.figures.title")}
      </h2>
      <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-lg border border-divider bg-divider max-[800px]:grid-cols-2">
        <Figure
          name={t("calibration.figures.n")}
          value={format.number(made.n)}
          text={t("calibration.figures.n_text", { count: made.positives })}
        />
        <Figure
          name={t("calibration.figures.auc")}
          value={told(made.auc)}
          detail={between(made.auc_range)}
          text={t("calibration.figures.auc_text")}
        />
        <Figure
          name={t("calibration.figures.ece")}
          value={told(made.ece)}
          detail={between(made.ece_range)}
          text={t("calibration.figures.ece_text")}
        />
        <Figure
          name={t("calibration.figures.brier")}
          value={told(made.brier)}
          text={t("calibration.figures.brier_text")}
        />
        <Figure
          name={t("calibration.figures.brier_skill")}
          value={told(made.brier_skill)}
          text={t("calibration.figures.brier_skill_text")}
        />
        <Figure
          name={t("calibration.figures.method")}
          value={t(`calibration.methods.${made.method as "grades" | "platt" | "isotonic"}.name`)}
          text={t(`calibration.methods.${made.method as "grades" | "platt" | "isotonic"}.text`)}
        />
      </dl>
      {made.measured_n !== null && (
        <p className="mt-1.5 text-subtle text-xs">
          {t("calibration.figures.newest", {
            count: made.measured_n,
            positives: format.number(made.measured_positives ?? 0),
          })}
        </p>
      )}
    </section>
  );
}

type FigureProps = { name: string; value: string; detail?: string | undefined; text: string };

function Figure({ name, value, detail, text }: FigureProps) {
  return (
    <div className="bg-raised px-3.5 py-3">
      <dt className="text-muted text-xs">{name}</dt>
      <dd>
        <span data-selectable className="font-semibold text-lg tabular-nums">
          {value}
        </span>
        {detail && <span className="ml-2 text-subtle text-xs tabular-nums">{detail}</span>}
        <span className="mt-0.5 block text-subtle text-xs">{text}</span>
      </dd>
    </div>
  );
}
