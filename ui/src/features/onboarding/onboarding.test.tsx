import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { switchLanguage } from "~/i18n";
import { type BackupContents, makeQueryClient, type Settings, type WorkspaceStatus } from "~/ipc";
import { usePreferences } from "~/platform/preferences";
import { fail, mockApp } from "../../../test/app";
import { show, violations } from "../../../test/render";
import { emit } from "../../../test/tauri";
import Welcome from ".";
import FirstData from "./FirstData";

const NONE: WorkspaceStatus = {
  state: "none",
  folder: "/home/lea/prospects",
  keyring_available: true,
  opens_with_keyring: false,
  has_passphrase: false,
};
const OPEN: WorkspaceStatus = { ...NONE, state: "open", opens_with_keyring: true };
const SETTINGS: Settings = {
  language: null,
  theme: "system",
  density: "normal",
  single_keys: true,
  lock_after_minutes: 15,
  workspace: null,
};

function firstStart() {
  let settings = SETTINGS;
  const create = vi.fn(() => ({ recovery_code: "7KQ4-M2XD-93HV", status: OPEN }));
  mockApp({
    settings_get: () => settings,
    settings_set: ({ input }) => {
      settings = input as Settings;
      return settings;
    },
    workspace_create: create,
    countries_list: () => ["BE", "CA", "FR", "GB", "US"],
    workspace_passphrase_strength: ({ passphrase }) => {
      const accepted = String(passphrase).length >= 20;
      return { score: accepted ? 4 : 1, accepted, reason: accepted ? null : "too_short" };
    },
  });
  return { create, settings: () => settings };
}

describe("the first start", () => {
  test("leads from the language to the recovery code, which has to be kept", async () => {
    const { create, settings } = firstStart();
    const stop = usePreferences.subscribe(({ language }) => void switchLanguage(language));
    const client = makeQueryClient();
    const { container } = await show(<Welcome status={NONE} />, "en", client);
    const user = userEvent.setup();
    await user.click(screen.getByRole("radio", { name: "Français" }));
    expect(await screen.findByText("Langue et pays")).toBeVisible();
    await user.click(screen.getByRole("combobox", { name: /^Votre pays/ }));
    await user.click(await screen.findByRole("option", { name: /^Belgique/ }));
    expect(await violations(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Continuer" }));
    await waitFor(() => expect(settings().language).toBe("fr"));
    expect(await violations(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Créer l’espace de travail" }));
    expect(await screen.findByText("7KQ4-M2XD-93HV")).toBeVisible();
    expect(create).toHaveBeenCalledWith({
      input: { folder: null, language: "fr", country: "BE", passphrase: null },
    });
    const go = screen.getByRole("button", { name: "Continuer" });
    expect(go).toBeDisabled();
    await user.click(screen.getByRole("checkbox", { name: "Je l’ai noté ou imprimé" }));
    expect(await violations(container)).toEqual([]);
    await user.click(go);
    expect(client.getQueryData(["workspace", "status"])).toEqual(OPEN);
    stop();
  });

  test("without a keyring asks for a passphrase that is strong and typed twice", async () => {
    const { create } = firstStart();
    await show(<Welcome status={{ ...NONE, keyring_available: false }} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByText(/no keyring that can hold the key/)).toBeVisible();
    const button = screen.getByRole("button", { name: "Create the workspace" });
    await user.type(screen.getByLabelText("New passphrase"), "short");
    expect(await screen.findByText("Too short: at least 12 characters.")).toBeVisible();
    await user.type(screen.getByLabelText("New passphrase"), " and then a good one");
    expect(await screen.findByText("Very hard to guess.")).toBeVisible();
    expect(button).toBeDisabled();
    await user.type(screen.getByLabelText("Once more"), "x");
    expect(screen.getByText("The two are not the same.")).toBeVisible();
    await user.clear(screen.getByLabelText("Once more"));
    await user.type(screen.getByLabelText("Once more"), "short and then a good one");
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    expect(create).toHaveBeenCalledWith({
      input: { folder: null, language: "en", country: "US", passphrase: "short and then a good one" },
    });
  });
});

const BACKUP = "/media/usb/ai-sales-agent.salesbackup";
const CONTENTS: BackupContents = {
  made_at: Date.UTC(2026, 10, 3, 9, 30),
  bytes: 34_000_000,
  has_passphrase: true,
  free_folder: "/home/lea/prospects",
};

test("where the last workspace is not any more, a disk may be missing", async () => {
  firstStart();
  const client = makeQueryClient();
  client.setQueryData(["settings"], { ...SETTINGS, workspace: NONE.folder });
  const found = { ...OPEN, state: "locked" };
  mockApp({ settings_get: () => ({ ...SETTINGS, workspace: NONE.folder }), workspace_status: () => found });
  const { container } = await show(<Welcome status={NONE} />, "en", client);
  expect(await screen.findByText(/There is no workspace in \/home\/lea\/prospects/)).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(client.getQueryData(["workspace", "status"])).toEqual(found));
});

describe("a backup instead of a new workspace", () => {
  test("is restored into the folder that is offered, and opened", async () => {
    const restore = vi.fn(() => OPEN);
    mockApp({
      "plugin:dialog|open": () => BACKUP,
      workspace_backup_contents: ({ file }) => (file === BACKUP ? CONTENTS : fail("file_missing")),
      workspace_restore: restore,
    });
    const client = makeQueryClient();
    const { container } = await show(<Welcome status={NONE} />, "en", client);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Restore a backup…" }));
    expect(await screen.findByText("/home/lea/prospects")).toBeVisible();
    expect(screen.getByText(BACKUP)).toBeVisible();
    expect(screen.getByText(/34 MB/)).toBeVisible();
    expect(await violations(container)).toEqual([]);
    const go = screen.getByRole("button", { name: "Restore" });
    expect(go).toBeDisabled();
    await user.type(
      screen.getByLabelText("Passphrase", { selector: "input[type=password]" }),
      "four plain words{Enter}",
    );
    await waitFor(() => expect(client.getQueryData(["workspace", "status"])).toEqual(OPEN));
    expect(restore).toHaveBeenCalledWith({
      input: {
        file: BACKUP,
        folder: "/home/lea/prospects",
        unlock: { kind: "passphrase", passphrase: "four plain words" },
      },
    });
    expect(screen.getByText("Backup restored and opened")).toBeVisible();
  });

  test("goes to another folder, and says what is wrong at the field", async () => {
    const chosen = [BACKUP, "/media/usb/other"];
    const restore = vi.fn(() => {
      throw { code: "recovery_code_wrong", field: "code", args: {}, report: "" };
    });
    mockApp({
      "plugin:dialog|open": () => chosen.shift(),
      workspace_backup_contents: () => ({ ...CONTENTS, has_passphrase: false }),
      workspace_restore: restore,
    });
    await show(<Welcome status={NONE} />, "fr");
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Restaurer une sauvegarde…" }));
    await screen.findByText("/home/lea/prospects");
    expect(screen.queryByRole("radio")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Choisir…" }));
    expect(await screen.findByText("/media/usb/other")).toBeVisible();
    const code = screen.getByLabelText("Code de secours");
    await user.type(code, "7KQ4-M2XD{Enter}");
    await waitFor(() =>
      expect(screen.getByLabelText("Code de secours")).toHaveAccessibleDescription(/code de secours/),
    );
    expect(restore).toHaveBeenCalledWith({
      input: { file: BACKUP, folder: "/media/usb/other", unlock: { kind: "recovery", code: "7KQ4-M2XD" } },
    });
  });

  test("tells how far it is and can be stopped, which is no error", async () => {
    let end: (outcome: unknown) => void = () => undefined;
    const cancel = vi.fn(() => null);
    mockApp({
      "plugin:dialog|open": () => BACKUP,
      workspace_backup_contents: () => CONTENTS,
      workspace_restore: () => new Promise((_, reject) => (end = reject)),
      jobs_cancel: cancel,
    });
    const { container } = await show(<Welcome status={NONE} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Restore a backup…" }));
    await screen.findByText("/home/lea/prospects");
    await user.type(
      screen.getByLabelText("Passphrase", { selector: "input[type=password]" }),
      "four plain words{Enter}",
    );
    expect(await screen.findByRole("progressbar", { name: "Progress" })).not.toHaveAttribute("aria-valuenow");
    const job = {
      id: "3",
      kind: "restore",
      subject: "a",
      done: 45,
      total: 100,
      rate: 9,
      state: "running",
      stopping: false,
    };
    await act(() => emit("job-progress", job));
    expect(screen.getByRole("progressbar", { name: "Progress" })).toHaveAttribute("aria-valuenow", "45");
    expect(await violations(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(cancel).toHaveBeenCalledWith({ id: "3" });
    end({ code: "cancelled", field: null, args: {}, report: "" });
    expect(await screen.findByRole("button", { name: "Restore" })).toBeVisible();
    expect(screen.getByRole("alert")).toBeEmptyDOMElement();
  });

  test("that is none is refused before anything is asked", async () => {
    mockApp({
      "plugin:dialog|open": () => "/home/lea/letter.salesbackup",
      workspace_backup_contents: () => fail("backup_unusable", { file: "letter.salesbackup" }),
    });
    await show(<Welcome status={NONE} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Restore a backup…" }));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("letter.salesbackup"));
    expect(screen.queryByLabelText("Passphrase")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(await screen.findByText("Language and country")).toBeVisible();
  });

  test("is not the only other way: the folder of a workspace opens it", async () => {
    const other = vi.fn(() => ({ ...OPEN, state: "locked", folder: "/media/usb/work" }));
    mockApp({ "plugin:dialog|open": () => "/media/usb/work", workspace_open_other: other });
    const client = makeQueryClient();
    await show(<Welcome status={NONE} />, "en", client);
    await userEvent.click(screen.getByRole("button", { name: "Open another workspace…" }));
    await waitFor(() => expect(other).toHaveBeenCalledWith({ folder: "/media/usb/work" }));
    expect(client.getQueryData(["workspace", "status"])).toMatchObject({ folder: "/media/usb/work" });
  });
});

test("an empty workspace offers sample data", async () => {
  const add = vi.fn(() => null);
  mockApp({ sample_data_add: add });
  const { container } = await show(<FirstData />);
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: /Explore with sample data/ }));
  expect(add).toHaveBeenCalledOnce();
});
