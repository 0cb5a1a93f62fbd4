import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Settings, WorkspaceStatus } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { usePreferences } from "~/platform/preferences";
import { type App, fail, mockApp } from "../../../test/app";
import { show, violations } from "../../../test/render";
import { emit } from "../../../test/tauri";
import SettingsScreen from ".";
import { Model } from "./Model";

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
    countries_list: () => ["FR", "GB", "US"],
    home_country_show: () => "US",
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

/** The field of the country, once it shows this one. */
const country = (name: string) =>
  waitFor(() => {
    const field = screen.getByRole("combobox", { name: "Your country" });
    expect(field).toHaveTextContent(name);
    return field;
  });

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

  test("of the country are kept in the workspace", async () => {
    let home = "US";
    const set = vi.fn((code: unknown) => {
      home = String(code);
      return null;
    });
    mockSettings({ home_country_show: () => home, home_country_set: ({ code }) => set(code) });
    const { container } = await showSection("data");
    await userEvent.click(await country("United States"));
    await userEvent.click(await screen.findByRole("option", { name: /^United Kingdom/ }));
    expect(set).toHaveBeenCalledWith("GB");
    expect(await screen.findByText("Phone numbers are now read as numbers of United Kingdom")).toBeVisible();
    expect(await country("United Kingdom")).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  test("of the country stay as they are while an import runs", async () => {
    mockSettings({ home_country_set: () => fail("import_running") });
    await showSection("data");
    await userEvent.click(await country("United States"));
    await userEvent.click(await screen.findByRole("option", { name: /^France/ }));
    expect(await screen.findByText(/^Another import is running/)).toBeVisible();
    expect(await country("United States")).toBeVisible();
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

  test("give a new key after the passphrase, with progress and a code shown once", async () => {
    let finish: (code: string) => void = () => undefined;
    const rotate = vi.fn(({ passphrase }: Record<string, unknown>) => {
      if (passphrase !== "four plain words")
        throw { code: "passphrase_wrong", field: "passphrase", args: {}, report: "" };
      return new Promise((done) => (finish = done as typeof finish));
    });
    const cancel = vi.fn(() => null);
    mockSettings({
      workspace_status: () => ({ ...STATUS, has_passphrase: true }),
      workspace_rotate_key: rotate,
      jobs_cancel: cancel,
    });
    await showSection("security");
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "New key…" }));
    const dialog = await screen.findByRole("dialog", { name: "A new key for the workspace" });
    expect(await violations(dialog)).toEqual([]);
    const field = within(dialog).getByLabelText("Current passphrase");
    expect(within(dialog).getByRole("button", { name: "Encrypt again" })).toBeDisabled();
    await user.type(field, "wrong{Enter}");
    await waitFor(() =>
      expect(within(dialog).getByLabelText("Current passphrase")).toHaveAccessibleDescription(
        "Wrong passphrase.",
      ),
    );
    const again = within(dialog).getByLabelText("Current passphrase");
    await user.clear(again);
    await user.type(again, "four plain words{Enter}");
    await within(dialog).findByRole("progressbar");
    await act(() =>
      emit("job-progress", {
        id: "9",
        kind: "rotation",
        subject: "",
        done: 30,
        total: 60,
        rate: 1,
        state: "running",
        stopping: false,
      }),
    );
    expect(within(dialog).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
    await user.keyboard("{Escape}");
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(cancel).toHaveBeenCalledWith({ id: "9" });
    finish("CCCC-DDDD");
    expect(await within(dialog).findByText("CCCC-DDDD")).toBeVisible();
    expect(await violations(dialog)).toEqual([]);
    await user.keyboard("{Escape}");
    expect(within(dialog).getByRole("button", { name: "Continue" })).toBeDisabled();
    await user.click(within(dialog).getByRole("checkbox", { name: "I wrote it down or printed it" }));
    await user.click(within(dialog).getByRole("button", { name: "Continue" }));
    await waitFor(() => expect(screen.queryByText("CCCC-DDDD")).toBeNull());
  });

  test("give a new key without a passphrase when there is none; a stop is no error", async () => {
    const rotate = vi.fn(() => fail("cancelled"));
    mockSettings({ workspace_rotate_key: rotate });
    await showSection("security");
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "New key…" }));
    await user.click(await screen.findByRole("button", { name: "Encrypt again" }));
    await waitFor(() => expect(rotate).toHaveBeenCalledWith({ passphrase: null }));
    expect(await screen.findByRole("button", { name: "Encrypt again" })).toBeEnabled();
    expect(screen.getByRole("alert")).toBeEmptyDOMElement();
  });

  test("restore a backup over the workspace", async () => {
    const restore = vi.fn(() => ({ ...STATUS, opens_with_keyring: false }));
    mockSettings({
      "plugin:dialog|open": () => "/home/lea/a.salesbackup",
      workspace_backup_contents: () => ({ made_at: 0, bytes: 1, has_passphrase: true, free_folder: "/x" }),
      workspace_restore: restore,
    });
    await showSection("data");
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Restore…" }));
    const dialog = await screen.findByRole("dialog", { name: "Restore this backup?" });
    await user.type(
      within(dialog).getByLabelText("Passphrase", { selector: "input[type=password]" }),
      "four plain words",
    );
    expect(within(dialog).queryByText("/x")).toBeNull();
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Restore" }));
    await waitFor(() =>
      expect(restore).toHaveBeenCalledWith({
        input: {
          file: "/home/lea/a.salesbackup",
          folder: null,
          unlock: { kind: "passphrase", passphrase: "four plain words" },
        },
      }),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByText("Backup restored and opened")).toBeVisible();
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

test("a model whose set-up cannot be read is told as such", async () => {
  mockSettings({ model_show: () => fail("internal"), model_requests_list: () => fail("internal") });
  await show(<Model />);
  expect(await screen.findByRole("alert")).toHaveTextContent("went wrong");
});
