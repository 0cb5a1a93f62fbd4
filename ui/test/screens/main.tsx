// The window with a made-up app behind it, for pictures and accessibility checks: `?scene=…&language=…&theme=…`.
import "~/ui/styles/index.css";
import { mockWindows } from "@tauri-apps/api/mocks";
import { start } from "~/app/start";
import type { Language } from "~/ipc";
import type { Theme } from "~/platform/preferences";
import { fakeApp, SETTINGS } from "./fake";
import { SCENES } from "./scenes";

const asked = new URLSearchParams(location.search);
const scene = SCENES[asked.get("scene") ?? ""];
const root = document.getElementById("root");
if (root && scene) {
  localStorage.clear();
  const settings = {
    ...SETTINGS,
    language: (asked.get("language") ?? "en") as Language,
    theme: (asked.get("theme") ?? "light") as Theme,
  };
  localStorage.setItem("preferences", JSON.stringify({ language: settings.language, theme: settings.theme }));
  mockWindows("main");
  fakeApp({ settings_get: () => settings, ...scene.answers });
  if (!location.hash) history.replaceState(null, "", scene.at ?? "#/prospects");
  await start(root);
}
