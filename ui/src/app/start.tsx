import { createRoot } from "react-dom/client";
import { startLanguage, switchLanguage } from "~/i18n";
import { loadSettings, makeQueryClient, refreshOnChange, reportUncaught } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { followPreferences, usePreferences } from "~/platform/preferences";
import { App } from "./App";
import { tellWhenUsable } from "./ready";

/** Starts the window. */
export async function start(root: HTMLElement): Promise<void> {
  // The screen that most starts lead to is on its way while the app is asked.
  void import("~/features/records");
  reportUncaught();
  followPreferences();
  const client = makeQueryClient();
  await startLanguage(usePreferences.getState().language);
  usePreferences.subscribe((now, before) => {
    if (now.language !== before.language) void switchLanguage(now.language);
  });
  refreshOnChange(client);
  listenForShortcuts();
  createRoot(root).render(<App client={client} />);
  tellWhenUsable(client);
  // A failure here is shown by the first query of the window, which asks the same app.
  await loadSettings(client).catch(() => undefined);
}
