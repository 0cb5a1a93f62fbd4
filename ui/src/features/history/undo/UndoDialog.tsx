import { useId, useState } from "react";
import { useT } from "~/i18n";
import type { EditedRecords, UndoView } from "~/ipc";
import { Button } from "~/ui/Button";
import { changeSentence } from "~/ui/changes";
import { Dialog } from "~/ui/Dialog";
import { answerUndo, useUndoQuestion } from "./undo";

const EFFECTS = ["removed", "restored", "cells", "cells_kept"] as const;
const CHOICES = ["keep", "remove"] as const;

/** Asks what becomes of later edits before a change is undone. */
export function UndoDialog() {
  const question = useUndoQuestion((state) => state.question);
  return question && <Question key={question.change.id} view={question} />;
}

function Question({ view }: { view: UndoView }) {
  const t = useT();
  const name = useId();
  const [edited, setEdited] = useState<EditedRecords>("keep");
  const [busy, setBusy] = useState(false);
  const effects = EFFECTS.filter((effect) => view[effect] > 0);
  const close = () => useUndoQuestion.setState({ question: null });
  const answer = async () => {
    setBusy(true);
    await answerUndo(edited);
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && close()}
      title={t("history.confirm.title", { change: changeSentence(view.change, t) })}
      actions={
        <>
          <Button onClick={close}>{t("history.confirm.cancel")}</Button>
          <Button variant="primary" busy={busy} onClick={() => void answer()}>
            {t("history.confirm.undo")}
          </Button>
        </>
      }
    >
      {effects.length > 0 && (
        <ul className="mb-4 flex list-disc flex-col gap-1 pl-4 text-muted marker:text-subtle last:mb-0">
          {effects.map((effect) => (
            <li key={effect}>{t(`history.confirm.${effect}`, { count: view[effect] })}</li>
          ))}
        </ul>
      )}
      {view.records_kept > 0 && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-medium">
            {t("history.confirm.records_kept", { count: view.records_kept })}
          </legend>
          {CHOICES.map((choice) => (
            <label
              key={choice}
              className="flex items-start gap-2.5 rounded-lg border border-divider px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name={name}
                value={choice}
                checked={edited === choice}
                onChange={() => setEdited(choice)}
                className="mt-0.5 size-3.5 accent-accent"
              />
              <span>
                <span className="block font-medium">{t(`history.confirm.${choice}`)}</span>
                <span className="block text-muted text-xs">{t(`history.confirm.${choice}_hint`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}
