import { Download } from "lucide-react";
import { useT } from "~/i18n";
import { useFileDrop } from "~/platform/files";
import { navigate } from "~/platform/navigation";

/** Takes files dropped anywhere in the window to the import. */
export function DropTarget() {
  const t = useT();
  const { over } = useFileDrop(([file]) => {
    if (file) navigate({ screen: "import", params: { file } });
  });
  if (!over) return null;
  return (
    <div className="fixed inset-0 z-50 flex animate-late items-center justify-center bg-scrim p-6">
      <div className="flex size-full flex-col items-center justify-center rounded-xl border-2 border-accent border-dashed bg-bg/90 text-center">
        <Download className="mb-3 size-8 text-accent" strokeWidth={1.8} aria-hidden="true" />
        <p className="font-semibold text-xl">{t("shell.drop.title")}</p>
        <p className="mt-1 text-muted">{t("shell.drop.text")}</p>
      </div>
    </div>
  );
}
