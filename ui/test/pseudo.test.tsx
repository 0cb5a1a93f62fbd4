import { act, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { beforeAll, describe, expect, test } from "vitest";
import { Sidebar } from "~/app/shell/Sidebar";
import { StatusStrip } from "~/app/shell/StatusStrip";
import Welcome from "~/features/onboarding";
import FirstData from "~/features/onboarding/FirstData";
import SettingsScreen from "~/features/settings";
import UnlockScreen from "~/features/unlock";
import { switchLanguage } from "~/i18n";
import { addTexts, textsOf } from "~/i18n/texts/store";
import { navigate } from "~/platform/navigation";
import { ErrorState } from "~/ui/ErrorState";
import { mockApp } from "./app";
import { show } from "./render";
import { ABOUT, LOCKED, NO_WORKSPACE, OPEN, SETTINGS, SUMMARY } from "./screens/fake";

/** What is not translated: names, and what the app answers. */
const DATA = ["AI Sales Agent", "English", "Français", "United States", OPEN.folder, ABOUT.version];

/** Every text in brackets: one without them was written into the code. */
beforeAll(async () => {
  await switchLanguage("en");
  for (const [key, text] of [...textsOf("en")]) addTexts("en", { [key]: `⟦${text}⟧` });
});

/** All that a person reads or hears that stands in no brackets. */
function hardCoded(): string[] {
  const heard = [...document.body.querySelectorAll("*")].flatMap((element) => [
    ...["aria-label", "placeholder", "title", "alt", "aria-valuetext"].map(
      (name) => element.getAttribute(name) ?? "",
    ),
    ...(element.closest("kbd, [translate=no]")
      ? []
      : [...element.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.textContent ?? "")),
  ]);
  return heard
    .map((text) =>
      DATA.reduce((rest, known) => rest.replaceAll(known, ""), text.replace(/⟦[^⟧]*⟧/g, "")).trim(),
    )
    .filter((text) => /\p{L}/u.test(text));
}

const PARTS: Record<string, { part: ReactElement; at?: string }> = {
  sidebar: { part: <Sidebar /> },
  "status strip": { part: <StatusStrip /> },
  "first start": { part: <Welcome status={NO_WORKSPACE} /> },
  "empty workspace": { part: <FirstData /> },
  lock: { part: <UnlockScreen status={LOCKED} /> },
  "settings of the look": { part: <SettingsScreen />, at: "look" },
  "settings of the data": { part: <SettingsScreen />, at: "data" },
  "settings of security": { part: <SettingsScreen />, at: "security" },
  about: { part: <SettingsScreen />, at: "about" },
  error: { part: <ErrorState error={new Error("x")} onRetry={() => undefined} /> },
};

describe("no text is written into the code", () => {
  test.each(Object.keys(PARTS))("%s", async (name) => {
    const { part, at } = PARTS[name] ?? { part: <p /> };
    mockApp({
      settings_get: () => SETTINGS,
      workspace_status: () => OPEN,
      workspace_summary: () => ({ ...SUMMARY, sample_import: "s" }),
      views_list: () => [],
      jobs_list: () => [
        {
          id: "j",
          kind: "import",
          subject: "1.csv",
          done: 1,
          total: 10,
          rate: 1,
          state: "running",
          stopping: false,
        },
      ],
      app_about: () => ABOUT,
      countries_list: () => ["US"],
      home_country_show: () => "US",
    });
    if (at) navigate({ screen: "settings", id: at });
    await show(part);
    await act(() => new Promise((done) => setTimeout(done, 30)));
    expect(screen.queryAllByText(/⟦/).length).toBeGreaterThan(0);
    expect(hardCoded()).toEqual([]);
  });
});
