import { useEffect } from "react";
import { useCommands } from "~/platform/keyboard";
import { handleUndo } from "~/platform/undo";
import { UndoDialog } from "./UndoDialog";
import { redoChange, undoChange } from "./undo";

/** Undo and redo on every screen, by key, palette and toast. Stands once in the window. */
export function UndoCenter() {
  useEffect(() => handleUndo((change) => void undoChange(change)), []);
  useCommands([
    {
      id: "edit.undo",
      group: "edit",
      title: "shell.command.undo",
      keys: ["mod+z"],
      run: () => void undoChange(),
    },
    {
      id: "edit.redo",
      group: "edit",
      title: "shell.command.redo",
      keys: ["mod+shift+z", "mod+y"],
      run: () => void redoChange(),
    },
  ]);
  return <UndoDialog />;
}
