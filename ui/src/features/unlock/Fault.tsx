import { useState } from "react";
import { ErrorState } from "~/ui/ErrorState";
import { OtherWorkspace } from "~/ui/security/OtherWorkspace";
import { RestoreCard } from "./Card";

/** What is shown when the workspace cannot even be looked at: what is wrong, and the ways to another one. */
export default function WorkspaceFault({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const [backup, setBackup] = useState<string | null>(null);
  if (backup !== null) return <RestoreCard file={backup} onBack={() => setBackup(null)} />;
  return (
    <main
      className="flex h-full flex-col items-center justify-center gap-6 overflow-y-auto bg-surface p-8"
      data-pane="content"
    >
      <ErrorState inline error={error} onRetry={onRetry} />
      <div className="flex flex-wrap justify-center gap-1">
        <OtherWorkspace onBackup={setBackup} />
      </div>
    </main>
  );
}
