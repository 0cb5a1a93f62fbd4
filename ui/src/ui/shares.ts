import type { Formats } from "~/i18n";

/** The most that is claimed: what is estimated is never certain. */
const MOST = 0.999;

/** A probability as it is shown, rounded down. */
export function shareWords(probability: number | null, format: Formats): string {
  return format.percent(Math.min(MOST, Math.floor((probability ?? 0) * 1000 + 1e-9) / 1000), 1);
}
