import { Download } from "lucide-react";
import { useEffect } from "react";
import { useT } from "~/i18n";
import { commands, events, unwrap } from "~/ipc";
import { useFileDrop } from "~/platform/files";
import { importFiles } from "~/platform/incoming";
import { toastError } from "~/ui/toast";

/** Takes files that the program is opened with to the import. */
function useOpenedFiles(): void {
  useEffect(() => {
    const take = () => void unwrap(commands.appOpenedFiles()).then(importFiles, toastError);
    const stop = events.filesOpened.listen(take);
    take();
    return () => void stop.then((unlisten) => unlisten());
  }, []);
}

/** Takes files dropped anywhere in the window to who takes them on this screen, or else, and those that the program is
 * opened with, to the import. */
export function DropTarget() {
  const t = useT();
  useOpenedFiles();
  const { over } = useFileDrop(importFiles);
  if (!over) return null;
  return (
    <div className="fixed inset-0 z-70 flex animate-late items-center justify-center bg-scrim p-6">
      <div className="flex size-full flex-col items-center justify-center rounded-xl border-2 border-accent border-dashed bg-bg/90 text-center">
        <Download className="mb-3 size-8 text-accent" strokeWidth={1.8} aria-hidden="true" />
        <p className="font-semibold text-xl">{t(over.taker?.title ?? "shell.drop.title")}</p>
        <p className="mt-1 text-muted">{t(over.taker?.text ?? "shell.drop.text")}</p>
      </div>
    </div>
  );
}
