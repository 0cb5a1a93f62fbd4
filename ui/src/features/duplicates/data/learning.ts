import type { Formats, Translate } from "~/i18n";
import type { LearningView, SearchView } from "~/ipc";
import type { Kind } from "../state";

/** What searches make of the decisions so far, in one sentence; null as long as there are none. */
export function learningSentence(
  searches: readonly SearchView[],
  kind: Kind,
  t: Translate,
  format: Formats,
): string | null {
  const shown = searches.filter(({ entity }) => kind === "all" || entity === kind);
  const all = shown.map(({ learning }) => learning);
  const learnt = all.filter(({ state }) => state === "learnt");
  if (learnt.length > 0) {
    return t("duplicates.learning.learnt", { count: learnt.reduce((sum, one) => sum + one.decisions, 0) });
  }
  const furthest = all.reduce<LearningView | null>(
    (best, one) => (best && best.decisions >= one.decisions ? best : one),
    null,
  );
  if (!furthest || furthest.state === "none") return null;
  const merges = furthest.state === "too_few_merges";
  return t(`duplicates.learning.${furthest.state}`, {
    count: merges ? furthest.merges : furthest.decisions,
    needed: format.number(merges ? furthest.merges_needed : furthest.needed),
  });
}
