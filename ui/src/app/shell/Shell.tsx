import { lazy, Suspense } from "react";
import { useRoute } from "~/platform/navigation";
import { ErrorBoundary } from "~/ui/ErrorBoundary";
import { ScreenLoading } from "~/ui/Screen";
import { UndoDialog } from "~/ui/undo";
import { useOverlay } from "../overlays/state";
import { screenNamed } from "../screens";
import { DropTarget } from "./DropTarget";
import { Sidebar } from "./Sidebar";
import { StatusStrip } from "./StatusStrip";
import { useShellCommands } from "./useShellCommands";

const CommandPalette = lazy(() => import("../overlays/CommandPalette"));
const ShortcutSheet = lazy(() => import("../overlays/ShortcutSheet"));

/** The window of an open workspace. */
export function Shell() {
  const route = useRoute();
  const overlay = useOverlay((state) => state.overlay);
  const screen = screenNamed(route.screen);
  useShellCommands();
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-0 flex-1">
        <Sidebar />
        {screen && (
          <ErrorBoundary key={screen.name}>
            <Suspense fallback={<ScreenLoading />}>
              <screen.component />
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
      <StatusStrip />
      <DropTarget />
      <UndoDialog />
      <Suspense>
        {overlay === "palette" && <CommandPalette />}
        {overlay === "shortcuts" && <ShortcutSheet />}
      </Suspense>
    </div>
  );
}
