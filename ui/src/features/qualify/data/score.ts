import { useQuery } from "@tanstack/react-query";
import { useLanguage } from "~/i18n";
import { commands, type PartView, unwrap } from "~/ipc";

const DIMENSIONS = [
  { letter: "B", name: "budget", score: "b" },
  { letter: "A", name: "authority", score: "a" },
  { letter: "N", name: "need", score: "n" },
  { letter: "T", name: "timing", score: "t" },
] as const;

/** The four dimensions in the order of the name BANT. */
export const BANT = DIMENSIONS;

/** The score of a prospect with what explains it, in the language of the window. */
export function useExplanation(prospect: string) {
  const language = useLanguage();
  return useQuery({
    queryKey: ["explanation", prospect, language],
    queryFn: () => unwrap(commands.prospectExplain(prospect)),
    meta: { kinds: ["prospects", "companies", "descriptions", "signals", "scores"] },
  });
}

/** What was found out about a prospect, and what people said of it. */
export function useSignals(prospect: string) {
  return useQuery({
    queryKey: ["signals", prospect],
    queryFn: () => unwrap(commands.signalsList(prospect)),
    meta: { kinds: ["prospects", "companies", "signals"] },
  });
}

/** A line of the breakdown: what a signal makes in all its dimensions, or what a criterion makes. */
export type Line = PartView & { dims: readonly string[] };

/** The parts of a score, a line for each signal; their points sum to the score. What makes nothing is left out. */
export function linesOf(parts: readonly PartView[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const part of parts) {
    const key = part.code === "mean" ? "mean" : part.signal;
    const line = lines.get(key);
    lines.set(key, {
      ...part,
      points: (line?.points ?? 0) + part.points,
      dims: [...(line?.dims ?? []), part.dim],
    });
  }
  return [...lines.values()].filter(({ points, code }) => points !== 0 || code === "exclusion");
}
