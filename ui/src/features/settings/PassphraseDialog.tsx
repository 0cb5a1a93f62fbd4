import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useT } from "~/i18n";
import { commands, errorOf, unwrap, type WorkspaceStatus } from "~/ipc";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input } from "~/ui/Input";
import { NewPassphrase, NO_PASSPHRASE, usePassphraseAccepted } from "~/ui/security/NewPassphrase";
import { toast } from "~/ui/toast";

type PassphraseDialogProps = {
  hasPassphrase: boolean;
  onClose: () => void;
  onDone: (status: WorkspaceStatus) => void;
};

/** Sets the first passphrase or changes the present one. */
export function PassphraseDialog({ hasPassphrase, onClose, onDone }: PassphraseDialogProps) {
  const t = useT();
  const form = useId();
  const [current, setCurrent] = useState("");
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const accepted = usePassphraseAccepted(passphrase);
  const change = useMutation({
    mutationFn: () =>
      unwrap(
        commands.workspaceChangePassphrase({
          current: hasPassphrase ? current : null,
          new: passphrase.value,
        }),
      ),
    onSuccess: (status) => {
      toast({ text: t("settings.security.passphrase_changed"), tone: "success" });
      onDone(status);
    },
  });
  const ready = accepted && (!hasPassphrase || current !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !change.isPending) change.mutate();
  };
  const sentence = change.error && errorSentence(errorOf(change.error), t);
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t(hasPassphrase ? "settings.security.change_title" : "settings.security.set_title")}
      description={t("settings.security.passphrase_advice")}
      width="sm"
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!ready} busy={change.isPending}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        {hasPassphrase && (
          <Field label={t("settings.security.current_or_code")} error={sentence}>
            <Input
              type="password"
              autoComplete="current-password"
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          </Field>
        )}
        <NewPassphrase passphrase={passphrase} onPassphrase={setPassphrase} />
        {!hasPassphrase && (
          <p role="alert" className="text-danger">
            {sentence}
          </p>
        )}
      </form>
    </Dialog>
  );
}
