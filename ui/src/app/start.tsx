import type { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { FIRST_LIST, keepFirstList } from "~/features/records/first";
import { startLanguage, switchLanguage } from "~/i18n";
import { loadStart, makeQueryClient, refreshOnChange, reportUncaught } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { followPreferences, usePreferences } from "~/platform/preferences";
import { App } from "./App";
import { tellWhenUsable } from "./ready";

/** What the first screen needs. When that fails, its queries ask one by one, and show what went wrong. */
async function loadFirst(client: QueryClient): Promise<void> {
  const contents = await loadStart(client, FIRST_LIST);
  if (contents) keepFirstList(client, contents);
}

/** Starts the window. Gives what takes it down again. */
export async function start(root: HTMLElement): Promise<() => void> {
  reportUncaught();
  const client = makeQueryClient();
  // Before the first question: what changes after its answer is heard of.
  refreshOnChange(client);
  const first = loadFirst(client).catch(() => undefined);
  // The screen that most starts lead to is on its way meanwhile.
  const screen = import("~/features/records");
  followPreferences();
  const likely = usePreferences.getState().language;
  await Promise.all([startLanguage(likely), first, screen]);
  const { language } = usePreferences.getState();
  if (language !== likely) await switchLanguage(language);
  usePreferences.subscribe((now, before) => {
    if (now.language !== before.language) void switchLanguage(now.language);
  });
  listenForShortcuts();
  const tree = createRoot(root);
  tree.render(<App client={client} />);
  tellWhenUsable(client);
  return () => tree.unmount();
}
