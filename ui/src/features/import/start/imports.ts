import { useQuery } from "@tanstack/react-query";
import { translate } from "~/i18n";
import { commands, type ImportView, unwrap } from "~/ipc";
import { chooseTarget } from "~/platform/dialogs";
import { toast, toastError } from "~/ui/toast";
import { fileNameOf } from "../session/state";

/** Every import of the workspace, newest first. */
export function useImports() {
  return useQuery({
    queryKey: ["imports"],
    queryFn: () => unwrap(commands.importsList()),
    meta: { kinds: ["imports", "history"] },
  });
}

/** Rows that were not imported and can be had as a file. */
export function failedRows({ counts }: ImportView): number {
  return counts.failed + counts.review;
}

/** Whether an import is in force and can be taken back. */
export function canUndo({ status, change }: ImportView): boolean {
  return change !== "" && (status === "done" || status === "stopped" || status === "interrupted");
}

/** Asks where to, and writes the rows that were not imported there, each with its reason. */
export async function saveFailures(view: ImportView): Promise<void> {
  const name = view.file_name.replace(/\.[^.]+$/, "");
  try {
    const path = await chooseTarget(
      translate("import.result.failures_title"),
      translate("import.result.failures_name", { name }),
      [{ name: translate("import.result.failures_kind"), extensions: ["csv"] }],
    );
    if (path === null) return;
    const count = await unwrap(commands.importFailures(view.id, path));
    toast({ tone: "success", text: translate("import.result.saved", { count, file: fileNameOf(path) }) });
  } catch (thrown) {
    toastError(thrown);
  }
}
