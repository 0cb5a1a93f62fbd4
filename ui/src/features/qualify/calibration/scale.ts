import type { BinView } from "~/ipc";

/** Ends of a scale that divide well by four. */
const TOPS = [0.04, 0.08, 0.12, 0.2, 0.4, 0.6, 0.8, 1] as const;

/** The end of the scale that holds every group: few deals come true, and a scale to 100 % would hide them. */
export function topOf(bins: readonly BinView[]): number {
  const most = Math.max(0, ...bins.flatMap((bin) => [bin.chance, bin.came_true_range.high]));
  return TOPS.find((top) => top >= most) ?? 1;
}
