import { useT } from "~/i18n";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { Progress } from "~/ui/Progress";
import { Spinner } from "~/ui/Spinner";
import { Notices } from "../Notices";
import { pickFile } from "../pickFile";
import { StepFooter } from "../StepFooter";
import { StepFrame } from "../StepFrame";
import { isAboutFile } from "../sentences";
import { shareDone } from "../session/plan";
import type { Session } from "../session/state";
import {
  cancelReading,
  changeLayout,
  closeFile,
  goTo,
  openNext,
  readAgain,
  useImport,
} from "../session/store";
import { WorkProgress } from "../WorkProgress";
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
      {!file && busy && (
        <WorkProgress
          title={t("import.reading", { file: session.name })}
          text={t("import.progress.read_text")}
          progress={session.progress}
          expected={0}
          onCancel={cancelReading}
        />
      )}
      {!file && error != null && (
        <div className="flex flex-1 flex-col items-center justify-center gap-2">
          <div className="flex">
            <ErrorState
              error={error}
              kept={t("errors.kept.nothing_changed")}
              onRetry={() => void readAgain()}
            />
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
            {busy && <ReadingAgain session={session} />}
          </div>
          <Notices notices={file.notices.filter(isAboutFile)} />
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

/** The file is read as a person said; until then it is shown as it was. */
function ReadingAgain({ session: { name, progress } }: { session: Session }) {
  const t = useT();
  const share = progress && shareDone(progress, 0);
  return (
    <div className="flex animate-late items-center gap-2.5">
      <Spinner className="size-4 text-subtle" />
      <Progress label={t("import.reading", { file: name })} share={share} className="w-28" />
      <Button size="sm" variant="ghost" onClick={cancelReading}>
        {t("import.progress.cancel")}
      </Button>
    </div>
  );
}
