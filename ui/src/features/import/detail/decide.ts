import { translate } from "~/i18n";
import { commands, type ImportView, type RowChoice, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { toast, toastError, toastUndo } from "~/ui/toast";

/** Whether rows of an import that lead to two prospects can be decided now. */
export function canDecide({ status, counts, cells_deleted }: ImportView): boolean {
  return counts.review > 0 && !cells_deleted && (status === "done" || status === "stopped");
}

/** Decides about a row that leads to two prospects, or about all; says so, with a way back. False when it did not work. */
export async function decideRows(importId: string, row: number | null, choice: RowChoice): Promise<boolean> {
  const same = sameWorkspace();
  try {
    const { decided, left, change } = await unwrap(commands.importDecide({ import: importId, row, choice }));
    if (!same()) return true;
    if (change !== null)
      toastUndo(translate("import.decide.done", { count: decided }), () => requestUndo(change));
    if (left > 0) toast({ text: translate("import.decide.left", { count: left }) });
    return true;
  } catch (thrown) {
    toastError(thrown);
    return false;
  }
}
