import { create } from "zustand";
import { translate } from "~/i18n";
import { commands, type EditedRecords, errorOf, type UndoView, unwrap } from "~/ipc";
import { onForget, sameWorkspace } from "~/platform/session";
import { changeSentence } from "~/ui/changes";
import { toast, toastError } from "~/ui/toast";

/** A change whose undo has to be decided on: records that it made were edited since. */
export const useUndoQuestion = create<{ question: UndoView | null }>(() => ({ question: null }));

onForget(() => useUndoQuestion.setState({ question: null }));

const sentence = (view: UndoView) => changeSentence(view.change, translate);

function isNothing(thrown: unknown): boolean {
  const { code } = errorOf(thrown);
  return code === "nothing_to_undo" || code === "nothing_to_redo";
}

function tell(thrown: unknown): void {
  if (!isNothing(thrown)) {
    toastError(thrown);
    return;
  }
  const { code } = errorOf(thrown);
  toast({
    text: translate(code === "nothing_to_undo" ? "shell.nothing_to_undo" : "shell.nothing_to_redo"),
  });
}

/** Takes a change back and says so. */
async function undoNow(change: string, edited: EditedRecords): Promise<void> {
  const same = sameWorkspace();
  const done = await unwrap(commands.historyUndo({ change, edited }));
  if (!same()) return;
  const text = translate("history.undone", { change: sentence(done) });
  const kept = done.cells_kept > 0 ? ` · ${translate("history.kept", { count: done.cells_kept })}` : "";
  toast({
    text: text + kept,
    // What was taken back for good cannot be made again.
    ...(done.change.state === "undone" && {
      action: { label: translate("history.redo"), run: () => void redoChange(done.change.id) },
    }),
  });
}

/** Takes a change back: the named one, else the newest in force. Asks first when later edits are touched by it. */
export async function undoChange(change: string | null = null): Promise<void> {
  const same = sameWorkspace();
  try {
    const preview = await unwrap(commands.historyUndoPreview({ change, edited: "keep" }));
    if (!same()) return;
    if (preview.records_kept > 0 || preview.cells_kept > 0) useUndoQuestion.setState({ question: preview });
    else await undoNow(preview.change.id, "keep");
  } catch (thrown) {
    tell(thrown);
  }
}

/** Answers the question of {@link useUndoQuestion}. */
export async function answerUndo(edited: EditedRecords): Promise<void> {
  const { question } = useUndoQuestion.getState();
  if (!question) return;
  try {
    await undoNow(question.change.id, edited);
  } catch (thrown) {
    tell(thrown);
  } finally {
    useUndoQuestion.setState({ question: null });
  }
}

/** Makes a change again; the one undone last when none is named. */
export async function redoChange(change: string | null = null): Promise<void> {
  const same = sameWorkspace();
  try {
    const done = await unwrap(commands.historyRedo(change));
    if (!same()) return;
    toast({
      text: translate("history.redone", { change: sentence(done) }),
      action: { label: translate("common.undo"), run: () => void undoChange(done.change.id) },
    });
  } catch (thrown) {
    tell(thrown);
  }
}
