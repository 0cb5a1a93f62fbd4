import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArchiveRestore, FolderOpen } from "lucide-react";
import { useT } from "~/i18n";
import { adoptStatus, commands, unwrap } from "~/ipc";
import { chooseFolder } from "~/platform/dialogs";
import { Button } from "../Button";
import { toastError } from "../toast";
import { useChooseBackup } from "./restore";

/** The ways to another workspace while none is open: its folder, or a backup of it. */
export function OtherWorkspace({ onBackup }: { onBackup: (file: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  const chooseBackup = useChooseBackup(onBackup);
  const open = useMutation({
    mutationFn: async () => {
      const folder = await chooseFolder(t("onboarding.other.open"));
      return folder === null ? null : unwrap(commands.workspaceOpenOther(folder));
    },
    onSuccess: (status) => status && adoptStatus(client, status),
    onError: toastError,
  });
  const icon = { className: "size-3.5", "aria-hidden": true } as const;
  return (
    <>
      <Button
        variant="ghost"
        busy={open.isPending}
        icon={<FolderOpen {...icon} />}
        onClick={() => open.mutate()}
      >
        {t("onboarding.other.open")}
      </Button>
      <Button variant="ghost" icon={<ArchiveRestore {...icon} />} onClick={chooseBackup}>
        {t("onboarding.other.restore")}
      </Button>
    </>
  );
}
