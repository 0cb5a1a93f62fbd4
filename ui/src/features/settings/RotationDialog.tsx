import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useT } from "~/i18n";
import { commands, errorOf, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input } from "~/ui/Input";
import { CopyProgress } from "~/ui/security/CopyProgress";
import { RecoveryCode } from "~/ui/security/RecoveryCode";

type RotationDialogProps = { hasPassphrase: boolean; onClose: () => void };

/** Gives the workspace a new key: says what that means, shows how far it is, then the new recovery code once. */
export function RotationDialog({ hasPassphrase, onClose }: RotationDialogProps) {
  const t = useT();
  const form = useId();
  const client = useQueryClient();
  const [passphrase, setPassphrase] = useState("");
  const [kept, setKept] = useState(false);
  const rotate = useMutation({
    mutationFn: () => unwrap(commands.workspaceRotateKey(hasPassphrase ? passphrase : null)),
    // The app has opened the workspace anew: what it had counted and listed is gone.
    onSuccess: () => void client.invalidateQueries(),
  });
  const code = rotate.data;
  const ready = !hasPassphrase || passphrase !== "";
  const thrown = rotate.error && errorOf(rotate.error);
  const error = thrown && thrown.code !== "cancelled" ? thrown : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !rotate.isPending) rotate.mutate();
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t(code === undefined ? "settings.security.rotation_title" : "onboarding.recovery.title")}
      description={t(code === undefined ? "settings.security.rotation_text" : "onboarding.recovery.text")}
      dismissible={!rotate.isPending && code === undefined}
      actions={
        code !== undefined ? (
          <Button variant="primary" disabled={!kept} onClick={onClose}>
            {t("onboarding.recovery.done")}
          </Button>
        ) : (
          !rotate.isPending && (
            <>
              <Button onClick={onClose}>{t("common.cancel")}</Button>
              <Button type="submit" form={form} variant="primary" disabled={!ready}>
                {t("settings.security.rotation_start")}
              </Button>
            </>
          )
        )
      }
    >
      {code !== undefined && <RecoveryCode code={code} kept={kept} onKept={setKept} />}
      {rotate.isPending && <CopyProgress kind="rotation" />}
      {code === undefined && !rotate.isPending && (
        <form id={form} onSubmit={submit} className="flex flex-col gap-3">
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted marker:text-subtle">
            <li>{t("settings.security.rotation_code")}</li>
            <li>{t("settings.security.rotation_backups")}</li>
            <li>{t("settings.security.rotation_room")}</li>
          </ul>
          {hasPassphrase && (
            <Field
              label={t("settings.security.current")}
              error={error?.field === "passphrase" ? errorSentence(error, t) : null}
            >
              <Input
                type="password"
                autoComplete="current-password"
                value={passphrase}
                onChange={(event) => setPassphrase(event.target.value)}
              />
            </Field>
          )}
          <p role="alert" className="text-danger empty:hidden">
            {error && error.field !== "passphrase" && errorSentence(error, t)}
          </p>
        </form>
      )}
    </Dialog>
  );
}
