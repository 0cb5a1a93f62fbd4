import { useQuery } from "@tanstack/react-query";
import { type Formats, type Translate, useFormat, useT } from "~/i18n";
import { type CalibrationView, commands, type GradeChanceView, unwrap } from "~/ipc";

/** What the outcomes tell of the score. */
export function useCalibration(enabled = true) {
  return useQuery({
    queryKey: ["calibration"],
    queryFn: () => unwrap(commands.calibrationShow()),
    meta: { kinds: ["outcomes"] },
    // Nothing else makes it old.
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

/** The chance of a grade, with or without a question mark; none where outcomes tell nothing of grades. */
export function chanceOf(made: CalibrationView | undefined, grade: string): GradeChanceView | undefined {
  if (!made || made.n === 0 || made.verdict === "no_proven_signal") return undefined;
  return made.grades.find((one) => one.grade === grade.charAt(0));
}

/** The chance of a grade in a sentence, with what it is likely between and what it rests on. */
export function chanceWords(of: GradeChanceView, format: Formats, t: Translate): string {
  return t("records.outcome.chance", {
    count: of.cases,
    grade: of.grade,
    chance: format.percent(of.chance.value),
    low: format.percent(of.chance.low),
    high: format.percent(of.chance.high),
  });
}

/** The same for a component; none while it is not known. */
export function useChanceWords(grade: string | undefined): string | undefined {
  const t = useT();
  const format = useFormat();
  const { data } = useCalibration(grade !== undefined && grade !== "");
  const of = grade === undefined ? undefined : chanceOf(data, grade);
  return of && chanceWords(of, format, t);
}
