import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { RecoveryCode } from "~/ui/security/RecoveryCode";
import { toastError } from "~/ui/toast";

/** Replaces the recovery code: first says what that means, then shows the new one once. */
export function RecoveryDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [kept, setKept] = useState(false);
  const make = useMutation({
    mutationFn: () => unwrap(commands.workspaceNewRecoveryCode()),
    onError: toastError,
  });
  const code = make.data;
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("settings.security.recovery_title")}
      description={t(code === undefined ? "settings.security.recovery_text" : "onboarding.recovery.text")}
      dismissible={code === undefined}
      actions={
        code === undefined ? (
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant="primary" busy={make.isPending} onClick={() => make.mutate()}>
              {t("settings.security.recovery_make")}
            </Button>
          </>
        ) : (
          <Button variant="primary" disabled={!kept} onClick={onClose}>
            {t("onboarding.recovery.done")}
          </Button>
        )
      }
    >
      {code !== undefined && <RecoveryCode code={code} kept={kept} onKept={setKept} />}
    </Dialog>
  );
}
