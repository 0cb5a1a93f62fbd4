import { translate } from "~/i18n";
import { commands, type SignalView, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { toastError, toastUndo } from "~/ui/toast";
import { signalName } from "../words";

/** What a person says of a signal. */
export type Verdict = "accept" | "reject";

/** Whether a signal counts in the score. */
export const isCounted = ({ status }: SignalView) => status === "found" || status === "accepted";

/** Whether saying this of a signal changes anything. */
export function changes(signal: SignalView, verdict: Verdict): boolean {
  return signal.status !== (verdict === "accept" ? "accepted" : "rejected");
}

/** Tells of a change that was just made, with a way back to before it. */
export async function tellChange(text: string): Promise<void> {
  const [newest] = await unwrap(commands.historyList({ before: null, limit: 1 }));
  if (newest) toastUndo(text, () => requestUndo(newest.id));
}

/** Says that a signal is right or wrong, with a way back. */
export async function judge(signal: SignalView, verdict: Verdict): Promise<void> {
  if (!changes(signal, verdict)) return;
  const same = sameWorkspace();
  try {
    await unwrap(verdict === "accept" ? commands.signalAccept(signal.id) : commands.signalReject(signal.id));
    if (!same()) return;
    const name = signalName(signal.code, translate);
    await tellChange(translate(`qualify.card.${verdict}ed`, { signal: name }));
  } catch (thrown) {
    toastError(thrown);
  }
}
