import { useState } from "react";
import { useT } from "~/i18n";
import { ErrorState } from "~/ui/ErrorState";
import { StepFooter } from "../StepFooter";
import { StepFrame } from "../StepFrame";
import type { Session } from "../session/state";
import { canShow } from "../session/state";
import { closeFile, goTo, runImport, stopImport } from "../session/store";
import { WorkProgress } from "../WorkProgress";
import { ResultView } from "./ResultView";
import { StopDialog } from "./StopDialog";

/** The import under way, then what came of it. */
export function RunStep({ session }: { session: Session }) {
  const t = useT();
  const { result, error } = session;
  if (result) {
    return (
      <StepFrame session={session}>
        <ResultView result={result} />
      </StepFrame>
    );
  }
  if (error != null) {
    const back = canShow(session, "check") ? () => goTo("check") : closeFile;
    return (
      <StepFrame session={session} footer={<StepFooter back={{ label: t("common.back"), run: back }} />}>
        <ErrorState error={error} {...(session.check ? { onRetry: () => void runImport() } : {})} />
      </StepFrame>
    );
  }
  return <Running session={session} />;
}

function Running({ session }: { session: Session }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [stopping, setStopping] = useState(false);
  const { progress } = session;
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
      {asking && !ending && (
        <StopDialog
          rows={progress?.rows ?? 0}
          late={phase === "indexing"}
          onClose={() => setAsking(false)}
          onStop={(how) => {
            setAsking(false);
            setStopping(true);
            stopImport(how);
          }}
        />
      )}
    </StepFrame>
  );
}
