import { lazy, Suspense, useEffect } from "react";
import { UndoCenter } from "~/features/history/undo/UndoCenter";
import { restOfTexts } from "~/i18n";
import { useIsWorking, useLock, useSettings, useWorkspaceSummary } from "~/ipc";
import { watchIdle } from "~/platform/idle";
import { useRoute } from "~/platform/navigation";
import { ErrorBoundary } from "~/ui/ErrorBoundary";
import { ScreenLoading } from "~/ui/Screen";
import { toastError } from "~/ui/toast";
import { showOverlay, useOverlay } from "../overlays/state";
import { screenNamed } from "../screens";
import { DropTarget } from "./DropTarget";
import { Sidebar } from "./Sidebar";
import { StatusStrip } from "./StatusStrip";
import { useShellCommands } from "./useShellCommands";

const CommandPalette = lazy(() => import("../overlays/CommandPalette"));
const ShortcutSheet = lazy(() => import("../overlays/ShortcutSheet"));

const FirstData = lazy(async () => {
  const [first] = await Promise.all([import("~/features/onboarding/FirstData"), restOfTexts()]);
  return first;
});

/** Locks the workspace when nobody has touched the window for as long as the settings say, but never under work. */
function useIdleLock(): void {
  const lock = useLock(toastError);
  const isWorking = useIsWorking();
  const minutes = useSettings()?.lock_after_minutes;
  useEffect(() => (minutes ? watchIdle(minutes, isWorking, lock) : undefined), [minutes, isWorking, lock]);
}

/** Whether nothing was ever brought in: the first screen then helps to begin. */
function useIsEmpty(): boolean {
  const { data } = useWorkspaceSummary();
  return data !== undefined && data.prospects + data.companies + data.imports === 0;
}

/** The window of an open workspace. */
export function Shell() {
  const route = useRoute();
  const overlay = useOverlay((state) => state.overlay);
  const screen = screenNamed(route.screen);
  const empty = useIsEmpty();
  useShellCommands();
  useIdleLock();
  // Dialogs of the first screen may need them; by then they are there.
  useEffect(() => void restOfTexts(), []);
  // What lay over a workspace that was locked does not come back with it.
  useEffect(() => () => showOverlay(null), []);
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-0 flex-1">
        <Sidebar />
        {screen && (
          <ErrorBoundary key={screen.name}>
            <Suspense fallback={<ScreenLoading />}>
              {empty && screen.name === "prospects" ? <FirstData /> : <screen.component />}
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
      <StatusStrip />
      <DropTarget />
      <UndoCenter />
      <Suspense>
        {overlay === "palette" && <CommandPalette />}
        {overlay === "shortcuts" && <ShortcutSheet />}
      </Suspense>
    </div>
  );
}
