import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { restOfTexts } from "~/i18n";
import { type StartView, useWorkspaceStatus } from "~/ipc";
import { useSession } from "~/platform/session";
import { onDemand } from "~/ui/onDemand";
import { ScreenLoading } from "~/ui/Screen";
import { TooltipProvider } from "~/ui/Tooltip";
import { Toaster } from "~/ui/toast";
import { firstPartOf, Shell } from "./shell/Shell";

const Welcome = onDemand(async () => {
  const [welcome] = await Promise.all([import("~/features/onboarding"), restOfTexts()]);
  return welcome;
});
const Unlock = onDemand(async () => {
  const [unlock] = await Promise.all([import("~/features/unlock"), restOfTexts()]);
  return unlock;
});

const Fault = onDemand(async () => {
  const [fault] = await Promise.all([import("~/features/unlock/Fault"), restOfTexts()]);
  return fault;
});

/** Brings the code of what the window shows first. */
export async function loadFirstPart({ status, contents }: StartView): Promise<void> {
  if (contents) await firstPartOf(contents.summary)?.load();
  else await (status.state === "none" ? Welcome : Unlock).load();
}

/** What the state of the workspace asks for: the first start, the lock, or the shell. */
function Gate() {
  const { data: status, error, refetch } = useWorkspaceStatus();
  const generation = useSession((state) => state.generation);
  if (error) {
    return (
      <Suspense fallback={<ScreenLoading />}>
        <Fault error={error} onRetry={() => void refetch()} />
      </Suspense>
    );
  }
  if (!status) return null;
  if (status.state === "open") return <Shell key={generation} />;
  return (
    <Suspense fallback={<ScreenLoading />}>
      {status.state === "none" ? <Welcome status={status} /> : <Unlock status={status} />}
    </Suspense>
  );
}

/** The whole window. */
export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider>
        <Gate />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
