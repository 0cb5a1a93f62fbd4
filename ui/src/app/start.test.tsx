import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { OpenList, StartView } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { setPreferences } from "~/platform/preferences";
import { type App as Answers, fail, mockApp } from "../../test/app";
import { LOCKED, OPEN, SETTINGS, SUMMARY } from "../../test/screens/fake";
import { start } from "./start";

const FIELDS = ["name", "company"].map((id) => ({
  id,
  entity: "prospect" as const,
  kind: "text" as const,
  label: null,
  read_only: true,
  importable: false,
}));

const ENGLISH = { ...SETTINGS, language: "en" as const };

function view(list: OpenList): StartView {
  return {
    settings: { ...SETTINGS, language: "fr" },
    status: OPEN,
    contents: {
      summary: { ...SUMMARY, prospects: 1 },
      views: [],
      jobs: [],
      fields: FIELDS,
      columns: null,
      list: {
        snapshot: 7,
        total: 1,
        of: 1,
        first: {
          fields: list.first?.fields ?? [],
          rows: [
            {
              id: "a",
              title: "Zoé Lefèvre",
              company_id: null,
              clean: {},
              cells: (list.first?.fields ?? []).map((field) => (field === "name" ? "Zoé Lefèvre" : "")),
              tags: [],
              archived: false,
              sample: false,
            },
          ],
        },
      },
    },
  };
}

let root: HTMLElement;
let stop: () => void;
beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  navigate({ screen: "prospects" });
});
afterEach(() => {
  act(stop);
  root.remove();
});

/** The commands that the window gives. */
async function startWith(answers: Answers): Promise<string[]> {
  const asked: string[] = [];
  const all: Answers = { app_ready: () => null, app_opened_files: () => [], ...answers };
  const note = (name: string, answer: Answers[string]): Answers[string] => {
    return (args) => {
      asked.push(name);
      return answer(args);
    };
  };
  mockApp(Object.fromEntries(Object.entries(all).map(([name, answer]) => [name, note(name, answer)])));
  await act(async () => {
    stop = await start(root);
  });
  return asked;
}

describe("the start", () => {
  test("asks one question for the whole first screen, in the language that is stored", async () => {
    const startView = vi.fn(({ list }: Record<string, unknown>) => view(list as OpenList));
    const asked = await startWith({ start_view: startView });
    expect(await screen.findByRole("heading", { name: /Prospects/ })).toBeVisible();
    expect(await screen.findByRole("button", { name: "Importer" })).toBeVisible();
    await waitFor(() => expect(asked).toContain("app_ready"));
    expect(startView).toHaveBeenCalledOnce();
    expect(new Set(asked)).toEqual(new Set(["start_view", "app_opened_files", "app_ready"]));
  });

  test("shows the lock when the keyring does not open the workspace", async () => {
    const locked = { settings: ENGLISH, status: { ...LOCKED, opens_with_keyring: true }, contents: null };
    await startWith({ start_view: () => locked });
    expect(await screen.findByText("Unlock the workspace")).toBeVisible();
  });

  test("says what is wrong when the app cannot tell", async () => {
    setPreferences({ language: "en" });
    const damaged = () => fail("workspace_damaged", { file: "prospects.db" });
    await startWith({ start_view: damaged, workspace_status: damaged });
    expect(await screen.findByText(/prospects.db is damaged/)).toBeVisible();
  });
});
