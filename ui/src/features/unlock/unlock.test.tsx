import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { makeQueryClient, type WorkspaceStatus } from "~/ipc";
import { fail, mockApp } from "../../../test/app";
import { show, violations } from "../../../test/render";
import UnlockScreen from ".";

const LOCKED: WorkspaceStatus = {
  state: "locked",
  folder: "/home/lea/prospects",
  keyring_available: true,
  opens_with_keyring: false,
  has_passphrase: true,
};

test("a wrong passphrase is said at the field; the right one opens", async () => {
  const unlock = vi.fn(({ input }: Record<string, unknown>) =>
    (input as { passphrase: string }).passphrase === "right"
      ? { ...LOCKED, state: "open" }
      : fail("passphrase_wrong"),
  );
  mockApp({ workspace_unlock: unlock });
  const client = makeQueryClient();
  const { container } = await show(<UnlockScreen status={LOCKED} />, "en", client);
  const user = userEvent.setup();
  const field = screen.getByLabelText("Passphrase");
  expect(field).toHaveFocus();
  await user.type(field, "wrong{Enter}");
  await waitFor(() => expect(field).toHaveAccessibleDescription("Wrong passphrase."));
  expect(await violations(container)).toEqual([]);
  await user.clear(field);
  await user.type(field, "right{Enter}");
  await waitFor(() => expect(client.getQueryData(["workspace", "status"])).toMatchObject({ state: "open" }));
});

test("the recovery code is another way in", async () => {
  const unlock = vi.fn(() => ({ ...LOCKED, state: "open" }));
  mockApp({ workspace_unlock: unlock });
  await show(<UnlockScreen status={LOCKED} />, "fr");
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Utiliser plutôt le code de secours" }));
  await user.type(screen.getByLabelText("Code de secours"), "7KQ4-M2XD{Enter}");
  await waitFor(() =>
    expect(unlock).toHaveBeenCalledWith({ input: { kind: "recovery", code: "7KQ4-M2XD" } }),
  );
});

test("a workspace with its key in the keyring needs no typing", async () => {
  const unlock = vi.fn(() => ({ ...LOCKED, state: "open" }));
  mockApp({ workspace_unlock: unlock });
  await show(<UnlockScreen status={{ ...LOCKED, opens_with_keyring: true, has_passphrase: false }} />);
  await userEvent.click(screen.getByRole("button", { name: "Unlock" }));
  expect(unlock).toHaveBeenCalledWith({ input: { kind: "keyring" } });
});

test("another workspace, or a backup of one, opens without this one", async () => {
  const open = vi.fn(() => ({ ...LOCKED, folder: "/media/usb/work" }));
  const restore = vi.fn(() => ({ ...LOCKED, state: "open", folder: "/home/lea/prospects-2" }));
  let chosen = "/media/usb/work";
  mockApp({
    "plugin:dialog|open": () => chosen,
    workspace_open_other: open,
    workspace_backup_contents: () => ({
      made_at: 0,
      bytes: 1,
      has_passphrase: true,
      free_folder: "/home/lea/prospects-2",
    }),
    workspace_restore: restore,
  });
  const client = makeQueryClient();
  const { container } = await show(<UnlockScreen status={LOCKED} />, "en", client);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Open another workspace…" }));
  await waitFor(() => expect(open).toHaveBeenCalledWith({ folder: "/media/usb/work" }));

  chosen = "/home/lea/a.salesbackup";
  await user.click(screen.getByRole("button", { name: "Restore a backup…" }));
  expect(await screen.findByText("/home/lea/prospects-2")).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await user.click(screen.getByRole("radio", { name: "Recovery code" }));
  await user.type(screen.getByLabelText("Recovery code", { selector: "input[type=text]" }), "7KQ4{Enter}");
  await waitFor(() =>
    expect(restore).toHaveBeenCalledWith({
      input: { file: chosen, folder: "/home/lea/prospects-2", unlock: { kind: "recovery", code: "7KQ4" } },
    }),
  );
  await waitFor(() => expect(client.getQueryData(["workspace", "status"])).toMatchObject({ state: "open" }));
});
