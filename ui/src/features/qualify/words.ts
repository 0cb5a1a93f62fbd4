import type { MessageKey, Translate } from "~/i18n";

/** What a signal is called. */
export function signalName(code: string, t: Translate): string {
  return t(`qualify.signals.${code}.name` as MessageKey);
}

/** What kind of place a signal comes from. */
export function sourceName(source: string, t: Translate): string {
  return t(`qualify.sources.${source}` as MessageKey);
}

/** What a line of the breakdown is called: a signal, a criterion of the ideal customer, or what is not known. */
export function partName({ signal, code }: { signal: string; code: string }, t: Translate): string {
  if (code === "mean") return t("qualify.card.mean");
  if (code === "exclusion") return t("qualify.card.exclusion");
  if (signal.startsWith("icp:")) {
    return t("qualify.card.criterion", { criterion: t(`qualify.criteria.${code}` as MessageKey) });
  }
  return signalName(code, t);
}

/** Points with their sign. */
export function signed(points: number, format: { number(value: number): string }): string {
  return `${points < 0 ? "−" : "+"}${format.number(Math.abs(points))}`;
}
