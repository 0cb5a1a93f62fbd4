import { stopImport, useImport } from "../session/store";
import { StopDialog } from "./StopDialog";

type StopRunningProps = {
  /** Rows that are in, unless the import in hand knows better. */
  rows: number;
  onClose: () => void;
};

/** Asks what becomes of the import that runs and ends it so; nothing once it is ending. */
export function StopRunning({ rows, onClose }: StopRunningProps) {
  const session = useImport((state) => state.session);
  const phase = session?.progress?.phase;
  if (session?.stopping || phase === "rolling_back") return null;
  return (
    <StopDialog
      rows={session?.progress?.rows ?? rows}
      late={phase === "indexing"}
      onClose={onClose}
      onStop={(how) => {
        onClose();
        stopImport(how);
      }}
    />
  );
}
