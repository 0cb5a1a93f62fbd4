import { createRoot } from "react-dom/client";
import { FIRST_LIST, keepFirstList } from "~/features/records/first";
import { startLanguage, switchLanguage } from "~/i18n";
import { commands, loadStart, makeQueryClient, refreshOnChange, reportUncaught } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { followPreferences, usePreferences } from "~/platform/preferences";
import { loadParts } from "~/ui/onDemand";
import { App, loadFirstPart } from "./App";
import { whenUsable } from "./ready";

/** Starts the window. Gives what takes it down again. */
export async function start(root: HTMLElement): Promise<() => void> {
  reportUncaught();
  const client = makeQueryClient();
  // Before the first question: what changes after its answer is heard of.
  refreshOnChange(client);
  // When this fails, the queries of the screen ask one by one, and show what went wrong.
  const asked = loadStart(client, FIRST_LIST).catch(() => undefined);
  // The screen that most starts lead to is on its way meanwhile.
  void import("~/features/records");
  followPreferences();
  const likely = usePreferences.getState().language;
  const [view] = await Promise.all([asked, startLanguage(likely)]);
  const { language } = usePreferences.getState();
  if (language !== likely) await switchLanguage(language);
  usePreferences.subscribe((now, before) => {
    if (now.language !== before.language) void switchLanguage(now.language);
  });
  listenForShortcuts();
  if (view?.contents) keepFirstList(client, view.contents);
  if (view) await loadFirstPart(view);
  const tree = createRoot(root);
  tree.render(<App client={client} />);
  whenUsable(client, () => {
    void commands.appReady();
    void loadParts();
  });
  return () => tree.unmount();
}
