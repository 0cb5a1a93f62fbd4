import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { undoChange } from "~/features/history/undo/undo";
import { listStore } from "~/features/records/list/state";
import { adoptStatus, makeQueryClient, type WorkspaceStatus } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { currentRoute, navigate } from "~/platform/navigation";
import { setPreferences } from "~/platform/preferences";
import { toastUndo } from "~/ui/toast";
import { speak } from "../../test/render";
import { type Answers, fakeApp, LOCKED, OPEN, SUMMARY } from "../../test/screens/fake";
import { HISTORY, PREVIEW, RECORD_ANSWERS } from "../../test/screens/records";
import { emit } from "../../test/tauri";
import { App } from "./App";

/** What nothing may hold any more after a lock: a record, a search, a view, a change. */
const TRACES = ["Benali", "needle", "Salon", "prospect-1", "Decision makers"];

let stop: () => void;
let status: WorkspaceStatus;
beforeEach(() => {
  status = OPEN;
  setPreferences({ singleKeys: true, sidebarCollapsed: false });
  stop = listenForShortcuts();
});
afterEach(() => stop());

/** The window with a record open, a search and a selection in its list, and a toast. */
async function atWork(more: Answers = {}) {
  fakeApp({
    ...RECORD_ANSWERS,
    workspace_status: () => status,
    workspace_summary: () => ({ ...SUMMARY, undo: HISTORY[0] ?? null }),
    workspace_lock: () => {
      status = LOCKED;
      return status;
    },
    ...more,
  });
  await speak("en");
  navigate({ screen: "prospects", id: "prospect-1", params: { view: "v1" } });
  const client = makeQueryClient();
  render(<App client={client} />);
  await screen.findByRole("navigation", { name: "Main navigation" });
  await waitFor(() => expect(document.title).not.toBe("AI Sales Agent"));
  act(() => {
    const { query } = listStore("prospect").getState();
    listStore("prospect").setState({
      query: { ...query, search: "needle" },
      selection: { kind: "ids", ids: new Set(["prospect-1"]) } as never,
      cursorId: "prospect-1",
      peek: true,
      view: "v1",
    });
    toastUndo("Changed Stage of Karim Benali", () => undefined);
  });
  await screen.findByText("Changed Stage of Karim Benali");
  return client;
}

/** All that the window holds, as text: the page, its title and address, the answers it has kept, and its lists. */
function held(client: ReturnType<typeof makeQueryClient>): string {
  const queries = client
    .getQueryCache()
    .getAll()
    .map(({ queryKey, state }) => [queryKey, state.data]);
  const mutations = client
    .getMutationCache()
    .getAll()
    .map(({ state }) => [state.variables, state.data]);
  const lists = (["prospect", "company"] as const).map((entity) => {
    const { selection, ...rest } = listStore(entity).getState();
    return [rest, JSON.stringify(selection, (_, value) => (value instanceof Set ? [...value] : value))];
  });
  const { outerHTML, textContent } = document.documentElement;
  return JSON.stringify([queries, mutations, lists, outerHTML, textContent, document.title, location.hash]);
}

describe("a lock leaves nothing of the workspace in the window", () => {
  test("by key", async () => {
    const client = await atWork();
    for (const trace of TRACES.slice(0, 2)) expect(held(client)).toContain(trace);
    await userEvent.keyboard("{Control>}l{/Control}");
    await screen.findByText("Unlock the workspace");
    for (const trace of TRACES) expect(held(client)).not.toContain(trace);
    expect(document.title).toBe("AI Sales Agent");
    expect(currentRoute()).toEqual({ screen: "prospects", params: {} });
  });

  test("from elsewhere, as by the tray or when nobody is there", async () => {
    const client = await atWork();
    status = LOCKED;
    await act(() => emit("workspace-locked"));
    await screen.findByText("Unlock the workspace");
    for (const trace of TRACES) expect(held(client)).not.toContain(trace);
  });

  test("and an answer that comes too late is not shown", async () => {
    let answer: (view: typeof PREVIEW) => void = () => undefined;
    const client = await atWork({
      history_undo_preview: () => ({ ...PREVIEW, records_kept: 0, cells_kept: 0 }),
      history_undo: () => new Promise((done) => (answer = done as typeof answer)),
    });
    const undone = undoChange("h7");
    await act(() => new Promise((done) => setTimeout(done, 20)));
    await userEvent.keyboard("{Control>}l{/Control}");
    await screen.findByText("Unlock the workspace");
    answer(PREVIEW);
    await act(() => undone);
    for (const trace of TRACES) expect(held(client)).not.toContain(trace);
  });
});

test("another workspace in the place of the open one begins anew", async () => {
  const other = { ...OPEN, folder: "/home/lea/other" };
  const client = await atWork({
    list_open: () => ({ snapshot: "s2", total: 0 }),
    record_show: () => {
      throw { code: "record_missing", field: null, args: {}, report: "" };
    },
    views_list: () => (status === other ? [] : RECORD_ANSWERS.views_list?.()),
    workspace_summary: () => ({ ...SUMMARY, undo: null }),
  });
  status = other;
  await act(async () => adoptStatus(client, other));
  await screen.findByRole("navigation", { name: "Main navigation" });
  await waitFor(() => {
    for (const trace of ["needle", "prospect-1", "Decision makers", "Changed Stage"])
      expect(held(client)).not.toContain(trace);
  });
  expect(listStore("prospect").getState()).toMatchObject({ view: null, cursorId: null, peek: false });
});
