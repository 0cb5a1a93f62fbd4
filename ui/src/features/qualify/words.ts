import type { Formats, MessageKey, Translate } from "~/i18n";

/** What a signal is called. */
export function signalName(code: string, t: Translate): string {
  return t(`qualify.signals.${code}.name` as MessageKey);
}

/** Two dated figures of a record, as they are stored: `120 (2026-05-02) → 150 (2026-11-23)`. */
const FIGURES = /^(.+) \((\d{4}-\d\d-\d\d)\) → (.+) \((\d{4}-\d\d-\d\d)\)$/;

/** The words of a signal; figures of records are told as a sentence. */
export function quoteWords(
  { code, quote }: { code: string; quote: string },
  t: Translate,
  format: Formats,
): string {
  const [, before, from, now, to] = (code === "headcount_growth" && FIGURES.exec(quote)) || [];
  if (before === undefined || from === undefined || now === undefined || to === undefined)
    return t("qualify.card.quote", { quote });
  return t("qualify.signals.headcount_growth.figures", {
    before,
    now,
    from: format.date(from),
    to: format.date(to),
  });
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
