import { createRoot } from "react-dom/client";
import { startLanguage, switchLanguage } from "~/i18n";
import { commands, makeQueryClient, refreshOnChange, unwrap } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { followPreferences, setPreferences, usePreferences } from "~/platform/preferences";
import { App } from "./App";

/** Takes over what the app has stored about language and look; the window shows the last known until then. */
async function loadSettings(): Promise<void> {
  const stored = await unwrap(commands.settingsGet());
  setPreferences({
    theme: stored.theme,
    density: stored.density,
    singleKeys: stored.single_keys,
    ...(stored.language ? { language: stored.language } : {}),
  });
}

/** Starts the window. */
export async function start(root: HTMLElement): Promise<void> {
  followPreferences();
  const client = makeQueryClient();
  await startLanguage(usePreferences.getState().language);
  usePreferences.subscribe((now, before) => {
    if (now.language !== before.language) void switchLanguage(now.language);
  });
  refreshOnChange(client);
  listenForShortcuts();
  createRoot(root).render(<App client={client} />);
  // A failure here is shown by the first query of the window, which asks the same app.
  await loadSettings().catch(() => undefined);
}
