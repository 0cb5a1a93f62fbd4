import type { Formats } from "~/i18n";

/** A probability as it is shown: rounded down, so that only what is certain is called so. */
export function shareWords(probability: number | null, format: Formats): string {
  return format.percent(Math.floor((probability ?? 0) * 1000 + 1e-9) / 1000, 1);
}
