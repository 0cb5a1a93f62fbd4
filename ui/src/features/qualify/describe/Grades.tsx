import { useFormat, useT } from "~/i18n";
import type { GradeCount } from "~/ipc";
import { GradeBadge } from "../card/GradeBadge";

/** How many prospects have each grade. */
export function Grades({ grades }: { grades: readonly GradeCount[] }) {
  const t = useT();
  const format = useFormat();
  return grades.map(({ grade, prospects }) => (
    <span key={grade} className="flex items-center gap-1.5 tabular-nums">
      <GradeBadge grade={grade} label={t("qualify.card.grade", { grade })} />
      {format.number(prospects)}
    </span>
  ));
}
