import { useMutation } from "@tanstack/react-query";
import { ArchiveRestore, Download, Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { chooseImportFile } from "~/platform/importFile";
import { navigate } from "~/platform/navigation";
import { Button } from "~/ui/Button";
import { Spinner } from "~/ui/Spinner";
import { toastError } from "~/ui/toast";

type CardButtonProps = { icon: ReactNode; label: string; text: string; busy?: boolean; onClick: () => void };

function CardButton({ icon, label, text, busy = false, onClick }: CardButtonProps) {
  return (
    <button
      type="button"
      disabled={busy}
      onClick={onClick}
      className="flex items-start gap-3 rounded-lg border border-divider bg-raised px-3.5 py-3 text-left transition-colors enabled:hover:border-control enabled:hover:bg-hover disabled:opacity-50"
    >
      <span className="mt-px text-subtle">{busy ? <Spinner /> : icon}</span>
      <span>
        <span className="block font-medium">{label}</span>
        <span className="mt-0.5 block text-2xs text-subtle">{text}</span>
      </span>
    </button>
  );
}

/** The list of prospects before there are any: drop a file, or look around with sample data. */
export default function FirstData() {
  const t = useT();
  const sample = useMutation({ mutationFn: () => unwrap(commands.sampleDataAdd()), onError: toastError });
  const choose = async () => {
    const file = await chooseImportFile();
    if (file !== null) navigate({ screen: "import", params: { file } });
  };
  return (
    <main className="flex min-w-0 flex-1 items-center justify-center overflow-y-auto p-8" data-pane="content">
      <div className="w-140 max-w-full text-center">
        <div className="mx-auto mb-[18px] flex size-14 items-center justify-center rounded-xl bg-accent-soft text-accent">
          <Download className="size-6.5" strokeWidth={1.8} aria-hidden="true" />
        </div>
        <h1 className="font-semibold text-xl">{t("onboarding.first.title")}</h1>
        <p className="mt-2 mb-[22px] text-balance text-muted">{t("onboarding.first.text")}</p>
        <div className="flex flex-col items-center rounded-xl border-[1.5px] border-control border-dashed bg-surface px-8 py-[34px]">
          <Button variant="primary" size="lg" onClick={() => void choose().catch(toastError)}>
            {t("onboarding.first.choose")}
          </Button>
          <p className="mt-2.5 text-2xs text-subtle">{t("onboarding.first.or_drop")}</p>
        </div>
        <div className="mt-3.5 grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <CardButton
            icon={<Sparkles className="size-4" strokeWidth={1.8} aria-hidden="true" />}
            label={t("onboarding.first.sample")}
            text={t("onboarding.first.sample_text")}
            busy={sample.isPending}
            onClick={() => sample.mutate()}
          />
          <CardButton
            icon={<ArchiveRestore className="size-4" strokeWidth={1.8} aria-hidden="true" />}
            label={t("onboarding.first.restore")}
            text={t("onboarding.first.restore_text")}
            onClick={() => navigate({ screen: "settings", id: "data" })}
          />
        </div>
      </div>
    </main>
  );
}
