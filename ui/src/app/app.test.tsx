import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type JobView, makeQueryClient, type WorkspaceStatus } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { currentRoute, navigate } from "~/platform/navigation";
import { setPreferences } from "~/platform/preferences";
import { type App as Answers, fail, mockApp } from "../../test/app";
import { speak, violations } from "../../test/render";
import { LOCKED, NO_WORKSPACE, OPEN, SETTINGS, SUMMARY } from "../../test/screens/fake";
import { emit } from "../../test/tauri";
import { App } from "./App";

const JOB: JobView = {
  id: "7",
  kind: "import",
  subject: "leads.csv",
  done: 250,
  total: 1000,
  rate: 50,
  state: "running",
  stopping: false,
};

let stop: () => void;
beforeEach(() => {
  setPreferences({ singleKeys: true, sidebarCollapsed: false });
  navigate({ screen: "settings" });
  stop = listenForShortcuts();
});
afterEach(() => stop());

async function showApp(more: Answers = {}) {
  mockApp({
    workspace_status: () => OPEN,
    workspace_summary: () => SUMMARY,
    settings_get: () => SETTINGS,
    views_list: () => [],
    jobs_list: () => [],
    app_opened_files: () => [],
    records_find: () => [],
    ...more,
  });
  await speak("en");
  return render(<App client={makeQueryClient()} />);
}

describe("the window", () => {
  test("shows the first start, the lock or the shell", async () => {
    await showApp({ workspace_status: () => NO_WORKSPACE });
    expect(await screen.findByText("Language and country")).toBeVisible();
  });

  test("says what is wrong when the app cannot tell, and tries again", async () => {
    let broken = true;
    await showApp({
      workspace_status: () => (broken ? fail("workspace_damaged", { file: "prospects.db" }) : OPEN),
    });
    expect(await screen.findByText(/prospects.db is damaged/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Open another workspace…" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Restore a backup…" })).toBeVisible();
    expect(await violations(document.body)).toEqual([]);
    broken = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("navigation", { name: "Main navigation" })).toBeVisible();
  });
});

describe("the shell", () => {
  test("locks at once, by key, and forgets what it has read", async () => {
    let status: WorkspaceStatus = OPEN;
    const lock = vi.fn(() => {
      status = { ...LOCKED };
      return status;
    });
    await showApp({ workspace_status: () => status, workspace_lock: lock });
    await screen.findByRole("heading", { name: "Settings" });
    await userEvent.keyboard("{Control>}l{/Control}");
    expect(await screen.findByText("Unlock the workspace")).toBeVisible();
    expect(screen.queryByRole("navigation", { name: "Main navigation" })).toBeNull();
  });

  test("follows a lock that came from elsewhere", async () => {
    let status: WorkspaceStatus = OPEN;
    await showApp({ workspace_status: () => status });
    await screen.findByRole("heading", { name: "Settings" });
    status = { ...LOCKED };
    await act(() => emit("workspace-locked"));
    expect(await screen.findByText("Unlock the workspace")).toBeVisible();
  });

  test("goes to a screen by G and a letter", async () => {
    await showApp();
    navigate({ screen: "settings", id: "data" });
    await screen.findByRole("heading", { name: "Settings" });
    await userEvent.keyboard("g,");
    expect(currentRoute()).toEqual({ screen: "settings", params: {} });
  });

  test("collapses its sidebar to icons with names", async () => {
    const { container } = await showApp();
    await screen.findByRole("heading", { name: "Settings" });
    await userEvent.click(screen.getByRole("button", { name: "Collapse the sidebar" }));
    const nav = screen.getByRole("navigation", { name: "Main navigation" });
    expect(within(nav).queryByText("Settings")).toBeNull();
    expect(within(nav).getByRole("link", { name: "Settings" })).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  test("cycles through its parts by F6", async () => {
    await showApp();
    await screen.findByRole("heading", { name: "Settings" });
    const partOfFocus = () => document.activeElement?.closest<HTMLElement>("[data-pane]")?.dataset.pane;
    const seen: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      await userEvent.keyboard("{F6}");
      seen.push(partOfFocus());
    }
    // The screen took the focus when it came.
    expect(seen).toEqual(["status", "sidebar", "content", "status"]);
  });

  test("leads to the removal of sample data while there is some", async () => {
    await showApp({ workspace_summary: () => ({ ...SUMMARY, sample_import: "s" }) });
    await userEvent.click(await screen.findByRole("link", { name: "Sample data" }));
    expect(currentRoute().id).toBe("data");
  });
});

describe("the command palette", () => {
  test("finds a command without regard to accents, gives it, and closes", async () => {
    await showApp();
    await screen.findByRole("heading", { name: "Settings" });
    const user = userEvent.setup();
    await user.keyboard("{Control>}k{/Control}");
    const field = await screen.findByPlaceholderText("Type a command, a name or an e-mail…");
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    await user.type(field, "sidebar");
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(screen.queryByPlaceholderText("Type a command, a name or an e-mail…")).toBeNull(),
    );
    expect(await screen.findByRole("button", { name: "Expand the sidebar" })).toBeVisible();
  });

  test("says when nothing is called that", async () => {
    await showApp();
    await screen.findByRole("heading", { name: "Settings" });
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await screen.findByPlaceholderText("Type a command, a name or an e-mail…"), "zzz");
    expect(await screen.findByText("Nothing is called that")).toBeVisible();
  });

  test("finds prospects and companies once typing rests, and opens one", async () => {
    const asked: unknown[] = [];
    const link = (id: string, title: string) => ({ id, title, subtitle: "Lyon" });
    await showApp({
      records_find: ({ input }) => {
        asked.push(input);
        return [
          { entity: "prospect", record: link("p-7", "Anne Martin") },
          { entity: "company", record: link("c-9", "Martin & Fils") },
        ];
      },
    });
    await screen.findByRole("heading", { name: "Settings" });
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(
      await screen.findByPlaceholderText("Type a command, a name or an e-mail…"),
      "martin",
    );
    const company = await screen.findByRole("option", { name: /Martin & Fils/ });
    expect(asked.at(-1)).toEqual({ text: "martin", limit: 5 });
    expect(asked.length).toBeLessThan(6);
    expect(within(screen.getByRole("group", { name: "Prospects" })).getByRole("option")).toHaveTextContent(
      "Anne Martin",
    );
    expect(await violations(screen.getByRole("dialog"))).toEqual([]);
    await userEvent.click(company);
    await waitFor(() => expect(currentRoute()).toMatchObject({ screen: "companies", id: "c-9" }));
  });
});

test("the sheet of shortcuts lists what works here", async () => {
  await showApp();
  await screen.findByRole("heading", { name: "Settings" });
  await userEvent.keyboard("?");
  const sheet = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  expect(within(sheet).getByText("Open the command palette")).toBeVisible();
  expect(await violations(sheet)).toEqual([]);
});

describe("long work", () => {
  test("shows in the strip with a way to stop it, and says when it ends", async () => {
    await showApp({ jobs_list: () => [JOB] });
    expect(await screen.findByRole("progressbar", { name: "Importing leads.csv" })).toHaveAttribute(
      "aria-valuenow",
      "25",
    );
    expect(screen.getByText("250 of 1,000")).toBeVisible();
    expect(screen.getByText("15 sec left")).toBeVisible();
    await act(() => emit("job-progress", { ...JOB, done: 400, state: "cancelled" }));
    expect(await screen.findByText("Importing leads.csv: cancelled")).toBeVisible();
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  test("that leaves nothing behind is stopped at once", async () => {
    const cancel = vi.fn(() => null);
    await showApp({ jobs_list: () => [{ ...JOB, kind: "export" }], jobs_cancel: cancel });
    await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(cancel).toHaveBeenCalledWith({ id: "7" });
  });

  test("that is ending says so and cannot be stopped twice", async () => {
    const cancel = vi.fn(() => null);
    await showApp({ jobs_list: () => [{ ...JOB, kind: "export" }], jobs_cancel: cancel });
    const stop = await screen.findByRole("button", { name: "Cancel" });
    await userEvent.click(stop);
    await act(() => emit("job-progress", { ...JOB, kind: "export", stopping: true }));
    expect(await screen.findByText("Stopping…")).toBeVisible();
    expect(screen.getByRole("button", { name: "Stopping…" })).toBeDisabled();
    await userEvent.click(screen.getByRole("button", { name: "Stopping…" }));
    expect(cancel).toHaveBeenCalledOnce();
    expect(await violations(document.body)).toEqual([]);
  });

  test.each([
    ["stopped", "Importing leads.csv: stopped, the rows so far are kept"],
    ["taken_back", "Importing leads.csv: stopped and taken back"],
    ["done", "Importing leads.csv: done"],
  ])("that was %s is told as such", async (state, words) => {
    await showApp({ jobs_list: () => [JOB] });
    await screen.findByRole("progressbar", { name: "Importing leads.csv" });
    await act(() => emit("job-progress", { ...JOB, state }));
    expect(await screen.findByText(words)).toBeVisible();
  });

  test("that is an import asks what becomes of its rows before it is stopped", async () => {
    const stopped = vi.fn(() => null);
    await showApp({ jobs_list: () => [JOB], import_stop: stopped });
    await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    const dialog = await screen.findByRole("dialog", { name: "Stop the import?" });
    expect(dialog).toHaveTextContent("250 rows imported so far");
    await userEvent.click(within(dialog).getByRole("button", { name: "Go on importing" }));
    expect(stopped).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    const again = await screen.findByRole("dialog", { name: "Stop the import?" });
    await userEvent.click(within(again).getByRole("button", { name: "Stop and take back" }));
    expect(stopped).toHaveBeenCalledWith({ how: "roll_back" });
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

test("a file that the program is opened with goes to the import", async () => {
  const files: string[] = [];
  await showApp({ app_opened_files: () => files.splice(0) });
  await screen.findByRole("heading", { name: "Settings" });
  files.push("/home/lea/salon.csv");
  await act(() => emit("files-opened", null));
  await waitFor(() =>
    expect(currentRoute()).toMatchObject({ screen: "import", params: { file: "/home/lea/salon.csv" } }),
  );
});
