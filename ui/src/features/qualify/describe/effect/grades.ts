import type { GradeCount } from "~/ipc";

const LETTERS = ["A", "B", "C", "D", "X"] as const;

export type GradeMove = { grade: string; from: number; to: number };

const countOf = (grades: readonly GradeCount[], letter: string) =>
  grades.reduce((sum, { grade, prospects }) => sum + (grade.startsWith(letter) ? prospects : 0), 0);

/** How many prospects have each grade and would have it, guesses among them; grades that nobody has are left out. */
export function gradeMoves(before: readonly GradeCount[], after: readonly GradeCount[]): GradeMove[] {
  return LETTERS.map((grade) => ({ grade, from: countOf(before, grade), to: countOf(after, grade) })).filter(
    ({ from, to }) => from + to > 0,
  );
}
