import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  ArrangeColumns,
  ChangeRecords,
  EditRecord,
  Entity,
  ListQuery,
  RecordView,
  RejectDuplicates,
  SavedView,
  SaveView,
} from "~/ipc";
import { makeQueryClient, refreshOnChange } from "~/ipc";
import { listenForShortcuts, runCommand } from "~/platform/keyboard";
import { forgetWorkspace } from "~/platform/session";
import { show, violations } from "../../../test/render";
import { type Answers, fakeApp } from "../../../test/screens/fake";
import { RECORD_ANSWERS } from "../../../test/screens/records";
import { emit } from "../../../test/tauri";
import { CompaniesScreen, ProspectsScreen } from "./index";
import { ask, listStore, showChips, showView } from "./list/state";

const stops: (() => void)[] = [];

/** Shows the list of prospects with a made-up app behind it. */
async function openList(answers: Answers = {}) {
  fakeApp({ ...RECORD_ANSWERS, ...answers });
  const client = makeQueryClient();
  stops.push(refreshOnChange(client), listenForShortcuts());
  const shown = await show(<ProspectsScreen />, "en", client);
  await screen.findByText("Karim Benali");
  return { user: userEvent.setup(), root: shown.container };
}

beforeEach(() => showView("prospect", null));
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const grid = () => screen.getByRole("grid", { name: "Prospects" });
const rowOf = (name: string) => screen.getByText(name).closest<HTMLElement>("[role=row]") as HTMLElement;

describe("the list of companies", () => {
  it("says how many prospects each has, and is put in that order", async () => {
    const orders: string[] = [];
    const open = RECORD_ANSWERS.list_open as (input: { query: ListQuery }) => unknown;
    fakeApp({
      ...RECORD_ANSWERS,
      list_open: ((input: { query: ListQuery }) => {
        orders.push(input.query.sort.map(({ field }) => field).join());
        return open(input);
      }) as never,
    });
    await show(<CompaniesScreen />);
    expect((await screen.findByText("1,206")).closest("[role=gridcell]")).toHaveClass(
      "tabular-nums",
      "justify-end",
    );
    await userEvent.click(screen.getByRole("button", { name: /^Prospects/ }));
    await waitFor(() => expect(orders.at(-1)).toBe("prospects"));
  });
});

describe("the list of prospects", () => {
  it("shows the records and how many there are, without accessibility faults", async () => {
    const { root } = await openList();
    expect(screen.getByText("1,000,000")).toBeInTheDocument();
    expect(within(rowOf("Karim Benali")).getByText("Atelier Benali")).toBeInTheDocument();
    expect(await violations(root)).toEqual([]);
  });

  it("keeps the place of rows that are still coming", async () => {
    let answer: () => void = () => {};
    const open = RECORD_ANSWERS.list_open as (input: unknown) => unknown;
    fakeApp({
      ...RECORD_ANSWERS,
      list_open: ((input: unknown) =>
        new Promise((done) => {
          answer = () => done(open(input));
        })) as never,
    });
    const { container } = await show(<ProspectsScreen />);
    expect(container.querySelector("[aria-busy=true]")).toHaveTextContent("Loading");
    await act(async () => answer());
    expect(await screen.findByText("Karim Benali")).toBeVisible();
    expect(container.querySelector("[aria-busy=true]")).toBeNull();
  });

  it("says what failed with a way to try again, and keeps the rows that it has", async () => {
    let fails = false;
    const open = RECORD_ANSWERS.list_open as (input: unknown) => unknown;
    const { user, root } = await openList({
      list_open: ((input: unknown) => {
        if (fails) throw { code: "disk_full", field: null, args: { file: "workspace.db" }, report: "" };
        return open(input);
      }) as never,
    });
    fails = true;
    await act(() => emit("changed", { kinds: ["prospects"] }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The rows below are those shown before.");
    expect(screen.getByText("Karim Benali")).toBeVisible();
    expect(await violations(root)).toEqual([]);
    fails = false;
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });

  it("searches as one types, and says how many match", async () => {
    const asked: string[] = [];
    const open = RECORD_ANSWERS.list_open as (input: { query: ListQuery }) => unknown;
    const { user } = await openList({
      list_open: ((input: { query: ListQuery }) => {
        asked.push(input.query.search);
        return open(input);
      }) as never,
    });
    await user.keyboard("/");
    await user.keyboard("lyon");
    await screen.findByText("12,408 of 1,000,000");
    await waitFor(() => expect(asked.at(-1)).toBe("lyon"));
  });

  it("has the focus when a view is saved, as the button for it goes", async () => {
    let saved: SavedView[] = [];
    const { user } = await openList({
      views_list: () => saved,
      view_save: ((view: SaveView) => {
        saved = [{ ...view, id: "view-1" }];
        return saved[0];
      }) as never,
    });
    act(() => ask("prospect", { search: "lyon" }));
    await user.click(await screen.findByText("Save view"));
    await user.type(await screen.findByLabelText("Name of the view"), "Lyon{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await act(() => emit("changed", { kinds: ["views"] }));
    await waitFor(() => expect(screen.queryByText("Save view")).toBeNull());
    await waitFor(() => expect(grid()).toHaveFocus());
  });

  it("says when nothing matches and clears the way back", async () => {
    const { user } = await openList();
    await user.type(screen.getByRole("searchbox"), "zzz");
    await user.click(await screen.findByRole("button", { name: "Clear filters and search" }));
    await screen.findByText("Karim Benali");
    expect(screen.getByRole("searchbox")).toHaveValue("");
  });

  it("notes what came of the chosen ones with W", async () => {
    const noted: unknown[] = [];
    const { user } = await openList({
      outcomes_note: ((input: unknown) => {
        noted.push(input);
        return { changed: 2, left_out: 0, change: "c1" };
      }) as never,
    });
    await user.keyboard("xjx");
    await user.keyboard("w");
    await user.click(await screen.findByRole("radio", { name: "Opportunity" }));
    await user.click(screen.getByRole("button", { name: "Note for 2 prospects" }));
    await waitFor(() => expect(noted).toMatchObject([{ kind: "opportunity", selection: { kind: "ids" } }]));
  });

  it("a change of all that match names the question, not the rows", async () => {
    const changes: ChangeRecords[] = [];
    const { user } = await openList({
      records_change: ((input: ChangeRecords) => {
        changes.push(input);
        return { changed: 1_000_000, change: "c1" };
      }) as never,
    });
    grid().focus();
    await user.keyboard("{Control>}a{/Control}l");
    await user.type(await screen.findByRole("combobox", { name: "Tag" }), "Salon");
    await user.click(screen.getByRole("button", { name: "Add" }));
    await screen.findByText("Tag added to 1,000,000 records");
    expect(changes).toEqual([
      {
        entity: "prospect",
        selection: {
          kind: "matching",
          query: { scope: "active", filter: { kind: "and", of: [] }, search: "", sort: [] },
          except: [],
        },
        action: { kind: "add_tag", name: "Salon" },
      },
    ]);
  });

  it("a single key acts on the record at the cursor when nothing is selected", async () => {
    const changes: ChangeRecords[] = [];
    const { user } = await openList({
      records_change: ((input: ChangeRecords) => {
        changes.push(input);
        return { changed: 1, change: "c1" };
      }) as never,
    });
    grid().focus();
    await user.keyboard("je");
    await screen.findByText("1 record archived");
    expect(changes[0]?.selection).toEqual({ kind: "ids", ids: ["prospect-1"] });
  });

  it("edits a cell in its place and takes it back when it cannot be saved", async () => {
    let fail: (() => void) | undefined;
    const edits: EditRecord[] = [];
    const { user } = await openList({
      record_edit: ((input: EditRecord) => {
        edits.push(input);
        return new Promise((_done, reject) => {
          fail = () => reject({ code: "disk_full", field: null, args: { file: "w" }, report: "" });
        });
      }) as never,
    });
    grid().focus();
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{Enter}");
    const editor = await screen.findByRole("textbox", { name: "Job title" });
    await user.clear(editor);
    await user.type(editor, "Boss{Enter}");
    expect(within(rowOf("Karim Benali")).getByText("Boss")).toBeInTheDocument();
    expect(edits).toEqual([{ entity: "prospect", id: "prospect-0", field: "job_title", value: "Boss" }]);
    act(() => fail?.());
    await waitFor(() => expect(within(rowOf("Karim Benali")).getByText("Gérant")).toBeInTheDocument());
  });

  it("keeps selection and cursor when the list changes", async () => {
    let shift = 0;
    const { user } = await openList({
      list_open: () => ({ snapshot: shift + 1, total: 100, of: 100 }),
      list_locate: (({ id }: { id: string }) => Number(id.split("-")[1]) + shift) as never,
      list_window: ((ask: { snapshot: number; offset: number; limit: number; fields: string[] }) => {
        const window = RECORD_ANSWERS.list_window as (input: typeof ask) => { rows: { id: string }[] };
        const moved = window({ ...ask, snapshot: 1, offset: Math.max(0, ask.offset - shift) });
        const added = Array.from({ length: shift }, (_, n) => ({
          ...moved.rows[0],
          id: `new-${n}`,
          title: "New",
        }));
        return { stale: false, rows: [...added, ...moved.rows] };
      }) as never,
    });
    grid().focus();
    await user.keyboard("jx");
    expect(rowOf("Élodie Tremblay")).toHaveAttribute("aria-selected", "true");
    shift = 2;
    await act(() => emit("changed", { kinds: ["prospects"] }));
    await waitFor(() => expect(rowOf("Élodie Tremblay")).toHaveAttribute("aria-rowindex", "5"));
    expect(rowOf("Élodie Tremblay")).toHaveAttribute("aria-selected", "true");
    await waitFor(() =>
      expect(grid().getAttribute("aria-activedescendant")).toBe(rowOf("Élodie Tremblay").id),
    );
  });

  it("previews the record at the cursor and follows it", async () => {
    const { user } = await openList();
    grid().focus();
    await user.keyboard(" ");
    const panel = await screen.findByRole("complementary", { name: "Preview" });
    await within(panel).findByRole("heading", { name: "Karim Benali" });
    await user.keyboard("j");
    await within(panel).findByRole("heading", { name: "Élodie Tremblay" });
    expect(await violations(panel)).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(panel).not.toBeInTheDocument());
  });

  it("closes the preview by Esc from within, back to the list", async () => {
    const { user } = await openList();
    grid().focus();
    await user.keyboard(" ");
    const panel = await screen.findByRole("complementary", { name: "Preview" });
    act(() => within(panel).getByRole("button", { name: "Next" }).focus());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(panel).not.toBeInTheDocument());
    expect(grid()).toHaveFocus();
  });

  it("leaves the actions on the selection by Esc, then the selection", async () => {
    const { user } = await openList();
    grid().focus();
    await user.keyboard("x");
    const archive = screen.getByRole("button", { name: "Archive" });
    act(() => archive.focus());
    await user.keyboard("{Escape}");
    expect(grid()).toHaveFocus();
    expect(archive).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(archive).not.toBeInTheDocument());
  });

  it("opens the export of what is shown from the palette", async () => {
    const { user } = await openList();
    act(() => runCommand("list.export"));
    const dialog = await screen.findByRole("dialog", { name: "Export" });
    expect(within(dialog).getByText("1,000,000 records")).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(grid()).toHaveFocus());
  });

  it("tells the conditions of a group apart from their values", async () => {
    act(() =>
      showChips("prospect", {
        joint: "and",
        of: [
          {
            kind: "group",
            joint: "or",
            of: [
              { field: "job_title", comparison: "is", values: ["Owner", "Gérante"] },
              { field: "city", comparison: "is", values: ["Lyon"] },
            ],
          },
        ],
      }),
    );
    await openList();
    const chip = screen.getByRole("button", { name: "Job title is Owner, Gérante or City is Lyon" });
    expect([...chip.querySelectorAll("span")].map(({ textContent }) => textContent?.trim())).toEqual([
      "Job title is",
      "or City is",
    ]);
  });

  it("builds a filter by keyboard", async () => {
    let filter: unknown;
    const open = RECORD_ANSWERS.list_open as (input: { query: ListQuery }) => unknown;
    const { user } = await openList({
      list_open: ((input: { query: ListQuery }) => {
        filter = input.query.filter;
        return open(input);
      }) as never,
    });
    await user.keyboard("f");
    await user.keyboard("country{Enter}");
    const value = await screen.findByRole("combobox", { name: "Values" });
    await user.type(value, "France{Enter}");
    await waitFor(() =>
      expect(filter).toEqual({
        kind: "and",
        of: [{ kind: "test", field: "country", op: "is", values: ["France"] }],
      }),
    );
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("button", { name: "Country is France" })).toBeInTheDocument();
  });
});

describe("the page of a record", () => {
  it("shows every field with its source, and goes on to the next record", async () => {
    location.hash = "#/prospects/prospect-1";
    fakeApp(RECORD_ANSWERS);
    stops.push(listenForShortcuts());
    const { container } = await show(<ProspectsScreen />);
    const user = userEvent.setup();
    await screen.findByRole("heading", { level: 2, name: "Élodie Tremblay" });
    await screen.findByText("2 of 1,000,000");
    await user.click(screen.getByRole("button", { name: "Show where each value comes from" }));
    expect(screen.getAllByText(/^Salon Lyon\.csv, row 214, /).length).toBeGreaterThan(3);
    expect(await violations(container)).toEqual([]);
    await user.keyboard("]");
    await screen.findByRole("heading", { level: 2, name: "Olivier Lefèvre" });
    expect(location.hash).toBe("#/prospects/prospect-2");
  });
});

describe("a record that others were merged into", () => {
  it("names them, and gives them back", async () => {
    location.hash = "#/prospects/prospect-3";
    const taken: string[] = [];
    const rejected: RejectDuplicates[] = [];
    fakeApp({
      ...RECORD_ANSWERS,
      duplicates_unmerge: ((merge: string) => {
        taken.push(merge);
        return { entity: "prospect", ids: ["prospect-3", "gone-1"] };
      }) as never,
      duplicates_reject: ((input: RejectDuplicates) => {
        rejected.push(input);
        return "c9";
      }) as never,
    });
    const { container } = await show(<ProspectsScreen />);
    expect(await screen.findByText("Ann Oneil")).toBeInTheDocument();
    expect(screen.getByText(/^HubSpot\.csv, row 1,251, /)).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Take back the merge with Ann Oneil and No name" }));
    expect(taken).toEqual(["m1"]);
    expect(
      await screen.findByText("3 records are themselves again: Ann Oneil and No name"),
    ).toBeInTheDocument();
    expect(rejected).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Not the same" }));
    expect(rejected).toEqual([{ entity: "prospect", ids: ["prospect-3", "gone-1"] }]);
    expect(await screen.findByText("Kept apart: Ann Oneil and No name")).toBeInTheDocument();
  });

  it("tells of merges in its history, also of those that were taken back", async () => {
    location.hash = "#/prospects/prospect-3";
    fakeApp(RECORD_ANSWERS);
    await show(<ProspectsScreen />);
    const history = within(await screen.findByRole("region", { name: "History" }));
    const [inForce, takenBack] = history.getAllByRole("listitem");
    expect(inForce).toHaveTextContent(/^3 records merged into .*You · yesterday$/);
    expect(takenBack).toHaveTextContent(
      /^2 records merged into .*Nadia Roy · .*You · taken back 2 days ago$/,
    );
  });

  it("says until when a merge can be taken back that nobody was asked about", async () => {
    location.hash = "#/prospects/prospect-3";
    const at = new Date(2026, 4, 3, 12).getTime();
    const { record_show } = RECORD_ANSWERS;
    type Show = (input: { entity: Entity; id: string }) => RecordView;
    let expired = false;
    fakeApp({
      ...RECORD_ANSWERS,
      record_show: ((input: { entity: Entity; id: string }) => {
        const view = (record_show as unknown as Show)(input);
        return {
          ...view,
          merges: view.merges.map((merge) => ({ ...merge, automatic: true, until: at, expired })),
        };
      }) as never,
    });
    const shown = await show(<ProspectsScreen />);
    expect(await screen.findByText(/^Can be taken back until .*2026/)).toBeInTheDocument();
    shown.unmount();
    expired = true;
    await show(<ProspectsScreen />);
    expect(await screen.findByText("Can no longer be taken back")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Take back the merge with/ })).not.toBeInTheDocument();
  });

  it("says so when another merge has to be taken back first", async () => {
    location.hash = "#/prospects/prospect-3";
    fakeApp({
      ...RECORD_ANSWERS,
      duplicates_unmerge: () => {
        throw { code: "merged_since", field: null, args: { id: "m2" }, report: "" };
      },
    });
    await show(<ProspectsScreen />);
    await userEvent.click(await screen.findByRole("button", { name: /^Take back the merge with/ }));
    expect(await screen.findByText(/^The record was merged again since\./)).toBeInTheDocument();
  });
});

describe("the columns of the list", () => {
  const header = () => screen.getAllByRole("columnheader").map((cell) => cell.dataset.headerCell);
  beforeEach(forgetWorkspace);

  it("are as they were arranged in this workspace", async () => {
    await openList({
      columns_show: () => [
        { field: "name", width: 200 },
        { field: "city", width: 110 },
      ],
    });
    await waitFor(() => expect(header().filter(Boolean)).toEqual(["name", "city"]));
  });

  it("are kept in the workspace and nowhere else", async () => {
    const kept: ArrangeColumns[] = [];
    const { user } = await openList({
      columns_arrange: ((input: ArrangeColumns) => kept.push(input)) as never,
    });
    await user.click(screen.getByRole("button", { name: "Columns" }));
    for (const column of ["City", "Country"])
      await user.click(await screen.findByRole("checkbox", { name: `Show ${column}` }));
    const fields = () => kept.at(-1)?.columns.map(({ field }) => field) ?? [];
    await waitFor(() => expect(fields()).toContain("name"));
    await waitFor(() => expect(fields()).not.toContain("country"));
    expect(fields()).not.toContain("city");
    expect(JSON.stringify(localStorage)).not.toContain("email");
    forgetWorkspace();
    expect(
      listStore("prospect")
        .getState()
        .columns.map(({ field }) => field),
    ).toContain("city");
  });
});
