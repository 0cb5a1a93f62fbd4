import { Columns3, Download, ListChecks, Undo2 } from "lucide-react";
import { useT } from "~/i18n";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { Screen } from "~/ui/Screen";
import { pickFile } from "../pickFile";
import { useImports } from "./imports";
import { PastImports } from "./PastImports";

const TEACHING = [
  { id: "columns", icon: Columns3 },
  { id: "check", icon: ListChecks },
  { id: "undo", icon: Undo2 },
] as const;

/** Where an import begins, and what was imported before. */
export function StartScreen() {
  const t = useT();
  const { data: imports, error, refetch } = useImports();
  useCommands([
    {
      id: "import.choose",
      group: "general",
      title: "import.open_command",
      keys: ["enter", "mod+o"],
      run: () => void pickFile(),
    },
  ]);
  const past = imports && imports.length > 0;
  return (
    <Screen title={t("import.title")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the list */}
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} data-pane-focus data-focus="inset">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {imports && !past && <FirstImport />}
        {past && (
          <div className="flex flex-col gap-6 px-6 py-[18px]">
            <DropBox compact />
            <section aria-labelledby="past-imports">
              <h2 id="past-imports" className="mb-1 px-2.5 font-semibold text-muted text-xs">
                {t("import.start.past")}
              </h2>
              <PastImports imports={imports} />
            </section>
          </div>
        )}
      </div>
    </Screen>
  );
}

function FirstImport() {
  const t = useT();
  return (
    <div className="flex min-h-full items-center justify-center p-8">
      <div className="w-140 max-w-full text-center">
        <div className="mx-auto mb-[18px] flex size-14 items-center justify-center rounded-xl bg-accent-soft text-accent">
          <Download className="size-6.5" strokeWidth={1.8} aria-hidden="true" />
        </div>
        <h2 className="font-semibold text-xl">{t("onboarding.first.title")}</h2>
        <p className="mt-2 mb-[22px] text-balance text-muted">{t("onboarding.first.text")}</p>
        <DropBox />
        <ul className="mt-6 grid grid-cols-3 gap-5 text-left max-sm:grid-cols-1">
          {TEACHING.map(({ id, icon: Icon }) => (
            <li key={id}>
              <Icon className="mb-1.5 size-4 text-subtle" strokeWidth={1.8} aria-hidden="true" />
              <p className="font-medium">{t(`import.start.teach.${id}`)}</p>
              <p className="mt-0.5 text-muted text-xs">{t(`import.start.teach.${id}_text`)}</p>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function DropBox({ compact = false }: { compact?: boolean }) {
  const t = useT();
  return (
    <div
      className={
        compact
          ? "flex items-center gap-3.5 rounded-xl border-[1.5px] border-control border-dashed bg-surface px-5 py-4"
          : "flex flex-col items-center rounded-xl border-[1.5px] border-control border-dashed bg-surface px-8 py-[34px]"
      }
    >
      {compact && <Download className="size-5 text-accent" strokeWidth={1.8} aria-hidden="true" />}
      {compact && (
        <div className="flex-1">
          <p className="font-medium">{t("onboarding.first.title")}</p>
          <p className="text-muted text-xs">{t("onboarding.first.text")}</p>
        </div>
      )}
      <Button variant="primary" size="lg" command="import.choose" onClick={() => void pickFile()}>
        {t("onboarding.first.choose")}
      </Button>
      {!compact && <p className="mt-2.5 text-2xs text-subtle">{t("onboarding.first.or_drop")}</p>}
    </div>
  );
}
