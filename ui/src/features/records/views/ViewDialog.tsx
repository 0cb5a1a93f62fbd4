import { type FormEvent, useId, useState } from "react";
import { useT } from "~/i18n";
import { commands, errorOf, type SavedView, type SaveView, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input } from "~/ui/Input";

type ViewDialogProps = {
  /** The view to save; with an id it gets another name. */
  view: SaveView;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
};

/** Asks for the name of a view. */
export function ViewDialog({ view, onSaved, onClose }: ViewDialogProps) {
  const t = useT();
  const form = useId();
  const [name, setName] = useState(view.name);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setBusy(true);
    try {
      onSaved(await unwrap(commands.viewSave({ ...view, name: name.trim() })));
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t(view.id === null ? "records.views.new_title" : "records.views.rename_title")}
      {...(view.id === null ? { description: t("records.views.hint") } : {})}
      width="sm"
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabled={name.trim() === ""}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        <Field label={t("records.views.name")} error={error ? errorSentence(errorOf(error), t) : undefined}>
          <Input
            value={name}
            maxLength={80}
            placeholder={t("records.views.placeholder")}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
