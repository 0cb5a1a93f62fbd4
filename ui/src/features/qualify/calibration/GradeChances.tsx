import { useId } from "react";
import { useFormat, useT } from "~/i18n";
import type { CalibrationView, GradeChanceView } from "~/ipc";
import { Card } from "~/ui/Screen";
import { GradeBadge } from "../card/GradeBadge";

/** How often prospects of each grade come true, with the interval that nine of ten such estimates hold to. */
export function GradeChances({ made }: { made: CalibrationView }) {
  const t = useT();
  const heading = useId();
  const top = Math.max(0.01, ...made.grades.map(({ chance }) => chance.high));
  const head = "py-1 font-medium";
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="mb-2 font-semibold text-muted text-xs">
        {t("calibration.grades.title")}
      </h2>
      <Card>
        <p className="mb-2 text-muted">{t("calibration.grades.text")}</p>
        <table className="w-full tabular-nums">
          <thead className="text-left text-muted text-xs">
            <tr>
              <th className={head}>{t("calibration.grades.grade")}</th>
              <th className={head}>{t("calibration.grades.chance")}</th>
              <th className={`${head} w-2/5`}>{t("calibration.grades.interval")}</th>
              <th className={`${head} text-right`}>{t("calibration.grades.cases")}</th>
              <th className={`${head} text-right`}>{t("calibration.grades.positives")}</th>
            </tr>
          </thead>
          <tbody>
            {made.grades.map((of) => (
              <Row key={of.grade} of={of} top={top} />
            ))}
          </tbody>
        </table>
      </Card>
    </section>
  );
}

function Row({ of, top }: { of: GradeChanceView; top: number }) {
  const t = useT();
  const format = useFormat();
  const { value, low, high } = of.chance;
  const place = (part: number) => (part / top) * 100;
  return (
    <tr className="border-divider border-t">
      <td className="py-1.5">
        <GradeBadge grade={of.grade} label={t("qualify.card.grade", { grade: of.grade })} />
      </td>
      <td className="py-1.5 font-medium">{format.percent(value, 1)}</td>
      <td className="py-1.5">
        <span className="flex items-center gap-2 max-[1000px]:flex-col max-[1000px]:items-stretch max-[1000px]:gap-0.5">
          <svg
            aria-hidden="true"
            viewBox="0 0 100 8"
            preserveAspectRatio="none"
            className="h-2 min-w-12 flex-1 text-accent"
          >
            <rect x="0" y="3.5" width="100" height="1" className="fill-divider" />
            <rect
              x={place(low)}
              y="2"
              width={Math.max(1, place(high) - place(low))}
              height="4"
              fill="currentColor"
              opacity="0.4"
            />
            <rect x={Math.max(0, place(value) - 0.5)} y="0" width="1" height="8" fill="currentColor" />
          </svg>
          <span className="shrink-0 text-muted">
            {t("calibration.between", { low: format.percent(low, 1), high: format.percent(high, 1) })}
          </span>
        </span>
      </td>
      <td className="py-1.5 text-right">{format.number(of.cases)}</td>
      <td className="py-1.5 text-right">{format.number(of.positives)}</td>
    </tr>
  );
}
