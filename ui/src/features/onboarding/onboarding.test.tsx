import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { switchLanguage } from "~/i18n";
import { makeQueryClient, type Settings, type WorkspaceStatus } from "~/ipc";
import { usePreferences } from "~/platform/preferences";
import { mockApp } from "../../../test/app";
import { show, violations } from "../../../test/render";
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
    expect(await screen.findByText("Choisissez votre langue")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Continuer" }));
    await waitFor(() => expect(settings().language).toBe("fr"));
    expect(await violations(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Créer l’espace de travail" }));
    expect(await screen.findByText("7KQ4-M2XD-93HV")).toBeVisible();
    expect(create).toHaveBeenCalledWith({ input: { folder: null, language: "fr", passphrase: null } });
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
      input: { folder: null, language: "en", passphrase: "short and then a good one" },
    });
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
