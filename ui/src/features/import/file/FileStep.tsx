import { useT } from "~/i18n";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { Spinner } from "~/ui/Spinner";
import { pickFile } from "../pickFile";
import { StepFooter } from "../StepFooter";
import { StepFrame } from "../StepFrame";
import type { Session } from "../session/state";
import { changeLayout, closeFile, goTo, openNext, readAgain, useImport } from "../session/store";
import { LayoutChips, RowsChip } from "./LayoutChips";
import { NotesChip } from "./NotesChip";
import { PreviewGrid } from "./PreviewGrid";

/** How the file is read: detected, shown, open to correction. */
export function FileStep({ session }: { session: Session }) {
  const t = useT();
  const { file, work, error } = session;
  const more = useImport((state) => state.queue.length > 0);
  const busy = work === "read";
  const footer = (
    <StepFooter
      back={{ label: t(more ? "import.file.skip" : "common.back"), run: openNext }}
      hint={file && t("import.file.next_hint")}
      {...(file
        ? { next: { label: t("import.file.next"), run: () => goTo("columns"), disabled: busy } }
        : {})}
    />
  );
  return (
    <StepFrame session={session} footer={footer}>
      {!file && busy && <Reading name={session.name} />}
      {!file && error != null && (
        <div className="flex flex-1 flex-col items-center justify-center gap-2">
          <div className="flex">
            <ErrorState error={error} onRetry={() => void readAgain()} />
          </div>
          <Button onClick={() => chooseAnother()}>{t("import.another_file")}</Button>
        </div>
      )}
      {file && (
        <div className="flex min-h-0 flex-1 flex-col gap-3.5 px-6 py-[18px]">
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <h2 className="font-semibold text-md">{t("import.file.what")}</h2>
              <p className="mt-0.5 text-muted">{t("import.file.what_text")}</p>
            </div>
            <RowsChip rows={file.rows} />
            <NotesChip notes={file.problems} />
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <LayoutChips session={session} file={file} />
            {busy && <Spinner className="size-4 text-subtle" />}
          </div>
          <PreviewGrid
            file={file}
            busy={busy}
            onHeader={(line) => void changeLayout({ preamble_rows: line, header_rows: 1 })}
          />
        </div>
      )}
    </StepFrame>
  );
}

function chooseAnother(): void {
  closeFile();
  void pickFile();
}

function Reading({ name }: { name: string }) {
  const t = useT();
  return (
    <div role="status" className="flex flex-1 animate-late items-center justify-center gap-2.5 text-muted">
      <Spinner className="size-4" />
      {t("import.reading", { file: name })}
    </div>
  );
}
