import { type Translate, translate } from "~/i18n";
import { commands, type OutcomeKind, type OutcomesNoted, type Selection, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { toast, toastError, toastUndo } from "../toast";

/** What may come of a prospect, in the order of a sale. */
export const OUTCOMES = ["meeting", "opportunity", "won", "lost"] as const satisfies readonly OutcomeKind[];

/** What an outcome is called; a text that is none stands as it is. */
export function outcomeName(kind: string, t: Translate): string {
  const known = OUTCOMES.find((one) => one === kind);
  return known ? t(`records.outcome.kinds.${known}`) : kind;
}

/** Notes what came of prospects and says of how many, with a way back. False when it did not work. */
export function noteOutcome(selection: Selection, kind: OutcomeKind, date: string): Promise<boolean> {
  return change(commands.outcomesNote({ selection, kind, date }), ({ changed }) =>
    translate("records.outcome.done", { count: changed, outcome: outcomeName(kind, translate) }),
  );
}

/** Says that something did not come of prospects. False when it did not work. */
export function removeOutcome(selection: Selection, kind: OutcomeKind): Promise<boolean> {
  return change(commands.outcomesRemove({ selection, kind }), ({ changed }) =>
    translate("records.outcome.removed", { count: changed, outcome: outcomeName(kind, translate) }),
  );
}

async function change(
  asked: ReturnType<typeof commands.outcomesNote>,
  told: (noted: OutcomesNoted) => string,
): Promise<boolean> {
  const same = sameWorkspace();
  try {
    const noted = await unwrap(asked);
    if (!same()) return true;
    const { change: made, left_out: left } = noted;
    if (left > 0) toast({ text: translate("records.outcome.left_out", { count: left }) });
    if (made !== null) toastUndo(told(noted), () => requestUndo(made));
    else if (left === 0) toast({ text: translate("records.outcome.known") });
    return true;
  } catch (thrown) {
    toastError(thrown);
    return false;
  }
}
