import { Copy, Download } from "lucide-react";
import { useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { copyText } from "~/platform/clipboard";
import { chooseTarget } from "~/platform/dialogs";
import { Button } from "../Button";
import { CheckboxField } from "../Checkbox";
import { toast, toastError } from "../toast";

type RecoveryCodeProps = {
  code: string;
  /** Whether the user has said that it is kept somewhere. */
  kept: boolean;
  onKept: (kept: boolean) => void;
};

/** A recovery code, which is shown once: to copy, to save, and to say that it is kept. */
export function RecoveryCode({ code, kept, onKept }: RecoveryCodeProps) {
  const t = useT();
  const copy = async () => {
    const done = await copyText(code);
    toast({ text: t(done ? "common.copied" : "common.copy_failed") });
  };
  const save = async () => {
    const file = await chooseTarget(t("onboarding.recovery.save_title"), t("onboarding.recovery.file_name"), [
      { name: t("onboarding.recovery.file_kind"), extensions: ["txt"] },
    ]);
    if (file === null) return;
    await unwrap(commands.workspaceSaveRecoveryCode({ file, code }));
    toast({ text: t("onboarding.recovery.saved"), tone: "success" });
  };
  return (
    <div className="flex flex-col gap-4">
      <output
        aria-label={t("onboarding.recovery.label")}
        data-selectable
        className="block rounded-lg border border-divider bg-surface px-4 py-4 text-balance text-center font-medium font-mono text-lg leading-relaxed tracking-wide"
      >
        {code}
      </output>
      <div className="flex gap-2">
        <Button onClick={() => void copy()} icon={<Copy className="size-3.5" aria-hidden="true" />}>
          {t("common.copy")}
        </Button>
        <Button
          onClick={() => void save().catch(toastError)}
          icon={<Download className="size-3.5" aria-hidden="true" />}
        >
          {t("onboarding.recovery.save")}
        </Button>
      </div>
      <CheckboxField
        label={t("onboarding.recovery.kept")}
        hint={t("onboarding.recovery.kept_hint")}
        checked={kept}
        onChecked={onKept}
      />
    </div>
  );
}
