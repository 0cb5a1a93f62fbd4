import { type FormEvent, useId } from "react";
import { useT } from "~/i18n";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { RestoreFields, useRestore } from "~/ui/security/restore";

/** Puts a backup in the place of the workspace, once the passphrase or the code of its time opens it. */
export function RestoreDialog({ file, onClose }: { file: string; onClose: () => void }) {
  const t = useT();
  const form = useId();
  const restore = useRestore({ file, ownFolder: false, onRestored: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    restore.start();
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("settings.data.restore_title")}
      description={t("settings.data.restore_text")}
      dismissible={!restore.busy}
      actions={
        !restore.busy && (
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" form={form} variant="primary" disabled={!restore.ready}>
              {t("onboarding.restore.submit")}
            </Button>
          </>
        )
      }
    >
      <form id={form} onSubmit={submit}>
        <RestoreFields restore={restore} />
      </form>
    </Dialog>
  );
}
