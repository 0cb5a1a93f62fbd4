import clsx from "clsx";
import { Check, ChevronRight, FileDown, Pause, Rows3, Split, TriangleAlert, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat, useT } from "~/i18n";
import type { Filter, ImportState, ImportView } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { navigate } from "~/platform/navigation";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { Card } from "~/ui/Screen";
import { canDecide } from "../detail/decide";
import { OutcomeBar, OutcomeNumbers } from "../Outcomes";
import { pickFile } from "../pickFile";
import { fileNameOf } from "../session/state";
import { closeFile, openNext, useImport } from "../session/store";
import { canUndo, failedRows, saveFailures, useImports } from "../start/imports";
import { NearLine } from "./NearLine";

const icon = { className: "size-6.5", strokeWidth: 1.8, "aria-hidden": true } as const;

const LOOKS: Record<ImportState, { icon: ReactNode; look: string }> = {
  running: { icon: <Pause {...icon} />, look: "bg-info-soft text-info" },
  interrupted: { icon: <Pause {...icon} />, look: "bg-warning-soft text-warning" },
  done: { icon: <Check {...icon} />, look: "bg-success-soft text-success" },
  stopped: { icon: <Pause {...icon} />, look: "bg-warning-soft text-warning" },
  undone: { icon: <Undo2 {...icon} />, look: "bg-hover text-muted" },
};

/** Shows the prospects that an import made; all of them when it made none. */
function reviewProspects({ counts, label }: ImportView): void {
  const made: Filter = {
    kind: "and",
    of: [{ kind: "test", field: "import", op: "is", values: [label] }],
  };
  const params = counts.created > 0 ? { filter: JSON.stringify(made) } : {};
  navigate({ screen: "prospects", params });
}

/** What came of an import, and where to go from here. */
export function ResultView({ result }: { result: ImportView }) {
  const t = useT();
  const format = useFormat();
  const [next] = useImport((state) => state.queue);
  const listed = useImports().data?.find(({ id }) => id === result.id);
  const view = listed?.status === "undone" ? listed : result;
  const undone = view.status === "undone";
  const failed = failedRows(view);
  const rate = view.seconds > 0 ? Math.round(view.rows / view.seconds) : 0;
  const title = t(`import.result.${view.status === "running" ? "done" : view.status}`, {
    file: view.file_name,
  });
  const another = () => {
    closeFile();
    void pickFile();
  };
  const main = next
    ? { label: t("import.result.next_file", { file: fileNameOf(next) }), run: openNext }
    : undone
      ? { label: t("import.result.another"), run: another }
      : { label: t("import.result.review"), run: () => reviewProspects(view) };
  useCommands([
    {
      id: "import.next",
      group: "general",
      title: { text: main.label },
      keys: ["enter", "mod+enter"],
      run: main.run,
    },
  ]);
  return (
    <div className="flex min-h-0 flex-1 overflow-y-auto p-8">
      <div className="m-auto w-160 max-w-full">
        <div className="flex items-center gap-4">
          <span
            className={clsx(
              "flex size-14 shrink-0 items-center justify-center rounded-xl",
              LOOKS[view.status].look,
            )}
          >
            {LOOKS[view.status].icon}
          </span>
          <div className="min-w-0">
            <h2 className="truncate font-semibold text-xl">{title}</h2>
            <p className="mt-0.5 text-muted tabular-nums">
              {undone
                ? t("import.result.undone_text")
                : t("import.result.text_rate", {
                    count: view.rows,
                    time: format.duration(Math.max(0.1, view.seconds)),
                    rate: format.number(rate),
                  })}
            </p>
          </div>
        </div>
        <Card className={clsx("mt-5 px-4 py-3.5", undone && "bg-surface")}>
          <OutcomeBar counts={view.counts} className="mb-3.5" />
          <OutcomeNumbers counts={view.counts} />
          <NearLine view={view} className="mt-3 border-divider border-t pt-2.5" />
          {view.odd_values > 0 && !undone && (
            <button
              type="button"
              className="mt-3 flex w-full items-center gap-2 border-divider border-t pt-2.5 text-left text-muted transition-colors hover:text-fg"
              onClick={() => navigate({ screen: "import", id: view.id, params: { odd: "" } })}
            >
              <TriangleAlert className="size-4 shrink-0 text-warning" strokeWidth={1.8} aria-hidden="true" />
              <span className="flex-1 tabular-nums">
                {t("import.result.odd", { count: view.odd_values, n: format.number(view.odd_values) })}
              </span>
              <ChevronRight className="size-4 shrink-0 text-subtle" aria-hidden="true" />
            </button>
          )}
        </Card>
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <Button variant="primary" size="lg" command="import.next" onClick={main.run}>
            {main.label}
          </Button>
          {next && !undone && (
            <Button size="lg" onClick={() => reviewProspects(view)}>
              {t("import.result.review")}
            </Button>
          )}
          {canDecide(view) && (
            <Button
              size="lg"
              icon={<Split className="size-4" strokeWidth={1.8} aria-hidden="true" />}
              onClick={() => navigate({ screen: "import", id: view.id, params: { decide: "" } })}
            >
              {t("import.result.decide", { count: view.counts.review })}
            </Button>
          )}
          {failed > 0 && !undone && (
            <Button
              size="lg"
              icon={<FileDown className="size-4" strokeWidth={1.8} aria-hidden="true" />}
              onClick={() => void saveFailures(view)}
            >
              {t("import.result.failures", { count: failed })}
            </Button>
          )}
          {canUndo(view) && (
            <Button
              size="lg"
              icon={<Undo2 className="size-4" strokeWidth={1.8} aria-hidden="true" />}
              onClick={() => requestUndo(view.change)}
            >
              {t("import.result.undo")}
            </Button>
          )}
        </div>
        <div className="mt-4 flex flex-wrap items-center gap-2 border-divider border-t pt-3">
          <Button
            variant="ghost"
            icon={<Rows3 className="size-4" strokeWidth={1.8} aria-hidden="true" />}
            onClick={() => navigate({ screen: "import", id: view.id })}
          >
            {t("import.result.details")}
          </Button>
          {!next && !undone && (
            <Button variant="ghost" onClick={another}>
              {t("import.result.another")}
            </Button>
          )}
          <Button variant="ghost" onClick={closeFile}>
            {t("import.result.to_list")}
          </Button>
        </div>
      </div>
    </div>
  );
}
