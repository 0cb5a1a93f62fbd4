import { useState } from "react";
import { useT } from "~/i18n";
import type { ImportView } from "~/ipc";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { StepFooter } from "../StepFooter";
import { StepFrame } from "../StepFrame";
import type { Session } from "../session/state";
import { canShow } from "../session/state";
import { closeFile, goTo, resumeImport, runImport } from "../session/store";
import { canUndo, useImports } from "../start/imports";
import { WorkProgress } from "../WorkProgress";
import { ResultView } from "./ResultView";
import { StopRunning } from "./StopRunning";

/** The import under way, then what came of it. */
export function RunStep({ session }: { session: Session }) {
  const { result, error } = session;
  if (result) {
    return (
      <StepFrame session={session}>
        <ResultView result={result} />
      </StepFrame>
    );
  }
  if (error != null) {
    return <Failed session={session} />;
  }
  return <Running session={session} />;
}

/** An import that failed: what is in, and the ways on from there. */
function Failed({ session }: { session: Session }) {
  const t = useT();
  const { error, left } = session;
  const listed = useImports().data?.find(({ id }) => id === left?.view?.id);
  if (listed?.status === "undone") {
    return (
      <StepFrame session={session}>
        <ResultView result={listed} />
      </StepFrame>
    );
  }
  const back = canShow(session, "check") ? () => goTo("check") : closeFile;
  const view = left?.view;
  const untouched = left !== null && !view;
  return (
    <StepFrame session={session} footer={<StepFooter back={{ label: t("common.back"), run: back }} />}>
      <ErrorState
        error={error}
        {...(untouched ? { kept: t("errors.kept.nothing_changed") } : {})}
        {...(untouched && session.check ? { onRetry: () => void runImport() } : {})}
        {...(view
          ? { kept: t("import.failed.kept", { count: view.rows }), actions: <WaysOn view={view} /> }
          : {})}
      />
    </StepFrame>
  );
}

/** Goes on with an import that failed, or takes it back. */
function WaysOn({ view }: { view: ImportView }) {
  const t = useT();
  return (
    <>
      {view.status === "interrupted" && (
        <Button variant="primary" onClick={() => void resumeImport(view)}>
          {t("import.list.resume")}
        </Button>
      )}
      {canUndo(view) && <Button onClick={() => requestUndo(view.change)}>{t("import.list.undo")}</Button>}
    </>
  );
}

function Running({ session }: { session: Session }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const { progress, stopping } = session;
  const phase = progress?.phase;
  const ending = stopping || phase === "rolling_back";
  return (
    <StepFrame session={session}>
      <WorkProgress
        title={t("import.progress.writing_title", { file: session.name })}
        text={t("import.progress.run_text")}
        progress={progress}
        expected={session.file?.rows ?? 0}
        onCancel={() => setAsking(true)}
        {...(ending
          ? { cancelling: t(phase === "rolling_back" ? "import.stop.going_back" : "import.stop.stopping") }
          : {})}
      />
      {asking && <StopRunning rows={progress?.rows ?? 0} onClose={() => setAsking(false)} />}
    </StepFrame>
  );
}
