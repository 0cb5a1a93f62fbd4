import { useQueryClient } from "@tanstack/react-query";
import { adoptStatus, commands, unwrap } from "~/ipc";
import { type Command, useCommands } from "~/platform/keyboard";
import { goBack, navigate } from "~/platform/navigation";
import { cyclePane } from "~/platform/panes";
import { setPreferences, usePreferences } from "~/platform/preferences";
import { toastError } from "~/ui/toast";
import { redoChange, undoChange } from "~/ui/undo";
import { showOverlay } from "../overlays/state";
import { EXISTING_SCREENS } from "../screens";

function switchTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const { theme } = usePreferences.getState();
  const shown = theme === "system" ? (dark ? "dark" : "light") : theme;
  setPreferences({ theme: shown === "dark" ? "light" : "dark" });
}

/** The commands that work on every screen. */
export function useShellCommands(): void {
  const client = useQueryClient();
  const lock = async () => {
    await unwrap(commands.workspaceLock());
    adoptStatus(client, await unwrap(commands.workspaceStatus()));
  };
  const { sidebarCollapsed } = usePreferences();

  const go = EXISTING_SCREENS.map<Command>(({ name, go: title, key }) => ({
    id: `go.${name}`,
    group: "navigation",
    title,
    keys: name === "settings" ? [`g ${key}`, "mod+,"] : [`g ${key}`],
    run: () => navigate({ screen: name }),
  }));

  useCommands([
    ...go,
    { id: "go.back", group: "navigation", title: "shell.command.back", keys: ["alt+left"], run: goBack },
    {
      id: "general.next_pane",
      group: "navigation",
      title: "shell.command.next_pane",
      keys: ["f6"],
      everywhere: true,
      paletteHidden: true,
      run: () => cyclePane(1),
    },
    {
      id: "general.previous_pane",
      group: "navigation",
      title: "shell.command.previous_pane",
      keys: ["shift+f6"],
      everywhere: true,
      paletteHidden: true,
      run: () => cyclePane(-1),
    },
    {
      id: "edit.undo",
      group: "edit",
      title: "shell.command.undo",
      keys: ["mod+z"],
      run: () => void undoChange(),
    },
    {
      id: "edit.redo",
      group: "edit",
      title: "shell.command.redo",
      keys: ["mod+shift+z", "mod+y"],
      run: () => void redoChange(),
    },
    {
      id: "general.palette",
      group: "general",
      title: "shell.command.palette",
      keys: ["mod+k"],
      paletteHidden: true,
      run: () => showOverlay("palette"),
    },
    {
      id: "general.shortcuts",
      group: "general",
      title: "shell.command.shortcuts",
      keys: ["?", "mod+/"],
      run: () => showOverlay("shortcuts"),
    },
    {
      id: "general.sidebar",
      group: "general",
      title: "shell.toggle_sidebar",
      keys: ["mod+b"],
      run: () => setPreferences({ sidebarCollapsed: !sidebarCollapsed }),
    },
    { id: "general.theme", group: "general", title: "shell.command.theme", run: switchTheme },
    {
      id: "workspace.lock",
      group: "general",
      title: "shell.command.lock",
      keys: ["mod+l"],
      run: () => void lock().catch(toastError),
    },
  ]);
}
