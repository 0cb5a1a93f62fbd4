import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Settings, WorkspaceStatus } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { usePreferences } from "~/platform/preferences";
import { type App, fail, mockApp } from "../../../test/app";
import { show, violations } from "../../../test/render";
import SettingsScreen from ".";

const STATUS: WorkspaceStatus = {
  state: "open",
  folder: "/home/lea/prospects",
  keyring_available: true,
  opens_with_keyring: true,
  has_passphrase: false,
};

let settings: Settings;

function mockSettings(more: App = {}) {
  mockApp({
    settings_get: () => settings,
    settings_set: ({ input }) => {
      settings = input as Settings;
      return settings;
    },
    workspace_status: () => STATUS,
    workspace_summary: () => ({
      prospects: 500,
      companies: 120,
      imports: 1,
      sample_import: "i",
      undo: null,
      redo: null,
    }),
    ...more,
  });
}

beforeEach(() => {
  settings = {
    language: "en",
    theme: "light",
    density: "normal",
    single_keys: true,
    lock_after_minutes: 15,
    workspace: null,
  };
});

async function showSection(section: string) {
  navigate({ screen: "settings", id: section });
  return show(<SettingsScreen />);
}

describe("the settings", () => {
  test("of the look show at once and are stored", async () => {
    mockSettings();
    const { container } = await showSection("look");
    const user = userEvent.setup();
    await user.click(screen.getByRole("combobox", { name: "Theme" }));
    await user.click(await screen.findByRole("option", { name: "Dark" }));
    expect(usePreferences.getState().theme).toBe("dark");
    await waitFor(() => expect(settings.theme).toBe("dark"));
    expect(await violations(container)).toEqual([]);
  });

  test("go back to what they were when they cannot be stored", async () => {
    mockSettings({ settings_set: () => fail("read_only", { file: "settings.json" }) });
    await showSection("look");
    const before = usePreferences.getState().singleKeys;
    await userEvent.click(screen.getByRole("checkbox", { name: "Single-letter shortcuts" }));
    expect(await screen.findByText("settings.json may only be read, not written.")).toBeVisible();
    expect(usePreferences.getState().singleKeys).toBe(before);
  });

  test("to be asked at each start need a passphrase first", async () => {
    const change = vi.fn(() => ({ ...STATUS, has_passphrase: true }));
    const keyring = vi.fn(() => ({ ...STATUS, has_passphrase: true, opens_with_keyring: false }));
    mockSettings({
      workspace_change_passphrase: change,
      workspace_set_keyring: keyring,
      workspace_passphrase_strength: () => ({ score: 4, accepted: true, reason: null }),
    });
    const { container } = await showSection("security");
    const user = userEvent.setup();
    await user.click(await screen.findByRole("checkbox", { name: "Ask for the passphrase at each start" }));
    const dialog = await screen.findByRole("dialog", { name: "Set a passphrase" });
    await user.type(within(dialog).getByLabelText("New passphrase"), "four plain words here");
    await user.type(within(dialog).getByLabelText("Once more"), "four plain words here");
    await waitFor(() => expect(within(dialog).getByRole("button", { name: "Save" })).toBeEnabled());
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(keyring).toHaveBeenCalledWith({ enabled: false }));
    expect(change).toHaveBeenCalledWith({ input: { current: null, new: "four plain words here" } });
    expect(screen.getByRole("checkbox", { name: "Ask for the passphrase at each start" })).toBeChecked();
    expect(await violations(container)).toEqual([]);
  });

  test("show a new recovery code once and let it go only when it is kept", async () => {
    mockSettings({ workspace_new_recovery_code: () => "AAAA-BBBB" });
    await showSection("security");
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "New code…" }));
    await user.click(await screen.findByRole("button", { name: "Make a new code" }));
    expect(await screen.findByText("AAAA-BBBB")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(screen.getByText("AAAA-BBBB")).toBeVisible();
    await user.click(screen.getByRole("checkbox", { name: "I wrote it down or printed it" }));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await waitFor(() => expect(screen.queryByText("AAAA-BBBB")).toBeNull());
  });

  test("remove sample data in one click", async () => {
    const remove = vi.fn(() => null);
    mockSettings({ sample_data_remove: remove });
    await showSection("data");
    await userEvent.click(await screen.findByRole("button", { name: "Remove" }));
    expect(remove).toHaveBeenCalledOnce();
    expect(await screen.findByText("Sample data removed")).toBeVisible();
  });
});
