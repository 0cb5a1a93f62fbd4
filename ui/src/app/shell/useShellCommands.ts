import { useChangeSettings, useLock } from "~/ipc";
import { type Command, useCommands } from "~/platform/keyboard";
import { goBack, navigate } from "~/platform/navigation";
import { cyclePane } from "~/platform/panes";
import { setPreferences, usePreferences } from "~/platform/preferences";
import { toastError } from "~/ui/toast";
import { showOverlay } from "../overlays/state";
import { EXISTING_SCREENS } from "../screens";

/** The theme that is not shown now. */
function otherTheme(): "light" | "dark" {
  const { theme } = usePreferences.getState();
  const dark = theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  return dark ? "light" : "dark";
}

/** The commands that work on every screen. */
export function useShellCommands(): void {
  const lock = useLock(toastError);
  const changeSettings = useChangeSettings(toastError);
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
    {
      id: "general.theme",
      group: "general",
      title: "shell.command.theme",
      run: () => changeSettings({ theme: otherTheme() }),
    },
    {
      id: "workspace.lock",
      group: "general",
      title: "shell.command.lock",
      keys: ["mod+l"],
      run: lock,
    },
  ]);
}
