import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect } from "react";
import { UndoCenter } from "~/features/history/undo/UndoCenter";
import { restOfTexts } from "~/i18n";
import { useIsWorking, useLock, useSettings, useWorkspaceSummary, type WorkspaceSummary } from "~/ipc";
import { watchDay } from "~/platform/day";
import { watchIdle } from "~/platform/idle";
import { currentRoute, type Route, useRoute } from "~/platform/navigation";
import { focusContent, isFocusLost } from "~/platform/panes";
import { ErrorBoundary } from "~/ui/ErrorBoundary";
import { onDemand } from "~/ui/onDemand";
import { ScreenLoading } from "~/ui/Screen";
import { toastError } from "~/ui/toast";
import { showOverlay, useOverlay } from "../overlays/state";
import { screenNamed } from "../screens";
import { DropTarget } from "./DropTarget";
import { Sidebar } from "./Sidebar";
import { StatusStrip } from "./StatusStrip";
import { useShellCommands } from "./useShellCommands";

const CommandPalette = onDemand(() => import("../overlays/CommandPalette"));
const ShortcutSheet = onDemand(() => import("../overlays/ShortcutSheet"));

const FirstData = onDemand(async () => {
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

/** Asks again for what is on screen when a day begins: scores that were set until yesterday end, all signals are older. */
function useNewDay(): void {
  const client = useQueryClient();
  useEffect(() => watchDay(() => void client.invalidateQueries()), [client]);
}

/** Whether something floats over the screen and has its own keys. */
const isOverlaid = () => document.querySelector("[role=dialog], [role=menu]") !== null;

/** A key that finds no focus gets it back to the screen first: what had it, a row or a notice, is gone. */
function useKeptFocus(): void {
  useEffect(() => {
    const keep = () => {
      if (isFocusLost() && !isOverlaid()) focusContent();
    };
    document.addEventListener("keydown", keep, { capture: true });
    return () => document.removeEventListener("keydown", keep, { capture: true });
  }, []);
}

/** What a place shows. As long as nothing was ever brought in, the first screen helps to begin. */
function partAt(route: Route, summary: WorkspaceSummary | undefined) {
  const screen = screenNamed(route.screen);
  const empty = summary && summary.prospects + summary.companies + summary.imports === 0;
  return empty && screen?.name === "prospects" ? FirstData : screen?.component;
}

/** What the window of an open workspace shows first. */
export const firstPartOf = (summary: WorkspaceSummary) => partAt(currentRoute(), summary);

/** The window of an open workspace. */
export function Shell() {
  const route = useRoute();
  const overlay = useOverlay((state) => state.overlay);
  const { data: summary } = useWorkspaceSummary();
  const Part = partAt(route, summary);
  useShellCommands();
  useIdleLock();
  useNewDay();
  useKeptFocus();
  // Dialogs of the first screen may need them; by then they are there.
  useEffect(() => void restOfTexts(), []);
  // What lay over a workspace that was locked does not come back with it.
  useEffect(() => () => showOverlay(null), []);
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-0 flex-1">
        <Sidebar />
        {Part && (
          <ErrorBoundary key={route.screen}>
            <Suspense fallback={<ScreenLoading />}>
              <Part />
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
