import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DecideRows, FileView, ImportedRow, ImportPlan, ImportProgress, InspectFile } from "~/ipc";
import { makeQueryClient } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { currentRoute, navigate } from "~/platform/navigation";
import { handleUndo } from "~/platform/undo";
import { type App, fail, mockApp } from "../../../test/app";
import { show, violations } from "../../../test/render";
import { CHECK, DETAIL, DONE, FIELDS, FILE, PAST } from "../../../test/screens/imports";
import type { Channel } from "../../../test/tauri";
import ImportScreen from ".";
import { forget, takeFiles } from "./session/store";

let stop: () => void;
beforeEach(() => {
  act(() => navigate({ screen: "import" }));
  stop = listenForShortcuts();
});
afterEach(() => {
  act(forget);
  stop();
});

type Running = { plan: ImportPlan; onProgress: Channel<ImportProgress> };

let client = makeQueryClient();

/** What the app was told. */
const told = {
  inspect: vi.fn<(input: InspectFile) => unknown>(),
  check: vi.fn<(plan: ImportPlan) => unknown>(),
  run: vi.fn<(plan: ImportPlan) => unknown>(),
};

async function open(more: App = {}, at = {}, language: "en" | "fr" = "en") {
  told.inspect.mockReset().mockReturnValue({ ...FILE, preview: FILE.preview.slice(0, 8) });
  told.check.mockReset().mockReturnValue(CHECK);
  told.run.mockReset().mockReturnValue(DONE);
  mockApp({
    import_inspect: ({ input }) => told.inspect(input as InspectFile),
    import_check: ({ plan }) => told.check(plan as ImportPlan),
    import_check_stop: () => null,
    import_inspect_stop: () => null,
    import_run: ({ plan }) => told.run(plan as ImportPlan),
    imports_list: () => PAST,
    import_show: () => DETAIL,
    fields_list: () => FIELDS,
    ...more,
  });
  act(() => navigate({ screen: "import", ...at }));
  client = makeQueryClient();
  return show(<ImportScreen />, language, client);
}

const WITH_FILE = { params: { file: FILE.path } };
const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function openColumns(more: App = {}) {
  const shown = await open(more, WITH_FILE);
  await userEvent.click(await button(/^Columns/));
  await screen.findByText("First Name");
  return shown;
}

async function openCheck(more: App = {}) {
  const shown = await openColumns(more);
  await userEvent.click(await button(/^Check 214,306 rows/));
  await screen.findByText("What will happen");
  return shown;
}

describe("the start", () => {
  test("teaches as long as nothing was imported", async () => {
    const { container } = await open({ imports_list: () => [] });
    expect(await screen.findByText("Nothing is written before you agree")).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  test("lists what was imported, with the way back", async () => {
    const undone = vi.fn();
    const release = handleUndo(undone);
    const { container } = await open();
    const line = (await screen.findByText("apollo-export-2026.csv")).closest("tr");
    expect(line).toHaveTextContent(/[\d,]+ new · /);
    await userEvent.click(within(line as HTMLElement).getByRole("button", { name: /^Undo the import/ }));
    expect(undone).toHaveBeenCalledWith("c1");
    expect(await violations(container)).toEqual([]);
    release();
  });

  test("goes on with an import that was interrupted", async () => {
    const resumed = vi.fn((_id: unknown) => ({ ...PAST[1], status: "done" }));
    await open({ import_resume: ({ id }) => resumed(id) });
    await userEvent.click(await button("Resume"));
    expect(await screen.findByText("salon-lyon-2026.xlsx imported")).toBeVisible();
    expect(resumed).toHaveBeenCalledWith("i2");
  });
});

describe("the file", () => {
  test("is shown as it is read, and its lines say what they are", async () => {
    const { container } = await open({}, WITH_FILE);
    expect(await screen.findByRole("combobox", { name: "Encoding Windows-1252" })).toBeVisible();
    expect(await button(/^4\s*header/)).toHaveAttribute("aria-pressed", "true");
    expect(currentRoute().params).toEqual({});
    expect(await violations(container)).toEqual([]);
  });

  test("is read again where a person says the header is", async () => {
    await open({}, WITH_FILE);
    await userEvent.click(await button(/^2\s*skipped/));
    await waitFor(() => expect(told.inspect).toHaveBeenCalledTimes(2));
    expect(told.inspect.mock.lastCall?.[0].layout).toMatchObject({ preamble_rows: 1, header_rows: 1 });
  });

  test("moves between lines by arrow keys", async () => {
    await open({}, WITH_FILE);
    const header = await button(/^4\s*header/);
    act(() => header.focus());
    await userEvent.keyboard("{ArrowDown}");
    expect(document.activeElement).toHaveAttribute("data-line", "4");
  });

  test("takes another encoding by key, and stays as it was when that fails", async () => {
    await open({}, WITH_FILE);
    const chip = await screen.findByRole("combobox", { name: "Encoding Windows-1252" });
    told.inspect.mockImplementation(() => fail("file_unreadable", { file: "x", detail: "y" }));
    act(() => chip.focus());
    await userEvent.keyboard("{ArrowDown}mac{Enter}");
    await waitFor(() =>
      expect(told.inspect.mock.lastCall?.[0].layout).toMatchObject({ encoding: "macintosh" }),
    );
    expect(await screen.findByText(/cannot be read/)).toBeVisible();
    expect(screen.getByText("Windows-1252")).toBeVisible();
  });

  /** An app that reads a file until it is told to stop, the first time only if asked so. */
  function reading(from = 1) {
    let asked = 0;
    let tell: (rows: number) => void = () => {};
    let end: (answer: unknown) => void = () => {};
    const stopped = vi.fn(() => null);
    const app: App = {
      import_inspect: (args) => {
        const { input, onProgress } = args as unknown as { input: InspectFile } & Running;
        asked++;
        if (asked < from) return told.inspect(input);
        tell = (rows) => onProgress.onmessage({ rows, total: 20_000, rate: 500, phase: "reading" });
        setTimeout(() => tell(5000));
        return new Promise((done) => {
          end = done;
        });
      },
      import_inspect_stop: stopped,
    };
    return { app, stopped, end: (answer: unknown) => act(async () => end(answer)) };
  }

  test("that is large shows how far its reading is, and can be stopped", async () => {
    const { app, stopped, end } = reading();
    const { container } = await open(app, WITH_FILE);
    expect(await screen.findByText("5,000 rows read")).toBeVisible();
    expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "25");
    expect(screen.getByText("30 sec left")).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(await button("Cancel"));
    expect(stopped).toHaveBeenCalledOnce();
    expect(await screen.findByText("Past imports")).toBeVisible();
    await end(FILE);
    expect(screen.getByText("Past imports")).toBeVisible();
  });

  test("stays as it was when a second reading is stopped", async () => {
    const { app, stopped } = reading(2);
    await open(app, WITH_FILE);
    await userEvent.click(await button(/^2\s*skipped/));
    await userEvent.click(await button("Cancel"));
    expect(stopped).toHaveBeenCalledOnce();
    expect(await button(/^4\s*header/)).toHaveAttribute("aria-pressed", "true");
    expect(await button(/^Columns/)).toBeEnabled();
  });

  test("whose reading is stopped elsewhere is put away without an error", async () => {
    await open({ import_inspect: () => fail("cancelled", {}) }, WITH_FILE);
    expect(await screen.findByText("Past imports")).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("shows what its comments begin with, and takes them for rows when told so", async () => {
    const layout = { ...FILE.layout, comment: "#" };
    await open(
      { import_inspect: ({ input }) => ({ ...(told.inspect(input as InspectFile) as FileView), layout }) },
      WITH_FILE,
    );
    const chip = await screen.findByRole("combobox", { name: "Comments lines with #" });
    act(() => chip.focus());
    await userEvent.keyboard("{ArrowDown}none{Enter}");
    await waitFor(() => expect(told.inspect.mock.lastCall?.[0].layout).toMatchObject({ comment: "" }));
  });

  test("that cannot be read is said, and another can be chosen", async () => {
    const unreadable = () => fail("file_not_text", { file: "logo.png" });
    const { container } = await open({ import_inspect: unreadable }, WITH_FILE);
    expect(await screen.findByRole("alert")).toHaveTextContent("logo.png");
    expect(await button("Another file")).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  test("is followed by the others that were dropped with it", async () => {
    await open({}, WITH_FILE);
    await screen.findByText("Is this read correctly?");
    act(() => takeFiles(["/b.csv"]));
    expect(screen.getByText(/1 more file follows/)).toBeVisible();
    await userEvent.click(await button("Skip this file"));
    await waitFor(() => expect(told.inspect.mock.lastCall?.[0].path).toBe("/b.csv"));
  });
});

describe("the columns", () => {
  test("show where they go and how sure that is", async () => {
    const { container } = await openColumns();
    expect(screen.getByRole("combobox", { name: "Title goes to" })).toHaveTextContent("Job title");
    expect(screen.getByText("of 15 columns recognised")).toHaveTextContent("13");
    expect(await violations(container)).toEqual([]);
  });

  test("that fill one field are told at both and stop the way on", async () => {
    await openColumns();
    const target = screen.getByRole("combobox", { name: "City goes to" });
    await userEvent.click(target);
    await userEvent.type(await screen.findByRole("combobox", { name: "Search" }), "e-mail{Enter}");
    expect(screen.getByText(/^Email goes there too/)).toBeVisible();
    expect(screen.getByText(/^City goes there too/)).toBeVisible();
    expect(target).toBeInvalid();
    expect(await button(/^Check 214,306 rows/)).toBeDisabled();
    await userEvent.click(await button("1 field is filled from several columns"));
    expect(document.activeElement).toHaveAccessibleName("Email goes to");
    await userEvent.click(await button("Use the mapping of Nov 3, 2026"));
    expect(target).toHaveTextContent("City");
  });

  test("become new fields or are left out", async () => {
    await openColumns();
    const target = screen.getByRole("combobox", { name: "City goes to" });
    await userEvent.click(target);
    await userEvent.click(await screen.findByRole("option", { name: "New field “City”" }));
    expect(target).toHaveTextContent("New field “City”");
    await userEvent.click(target);
    await userEvent.click(await screen.findByRole("option", { name: "Do not import" }));
    await userEvent.click(await button(/^Check/));
    await screen.findByText("What will happen");
    expect(told.check.mock.lastCall?.[0].mapping[13]).toBe("ignore");
  });

  test("say what happens to prospects that are known", async () => {
    await openColumns();
    await userEvent.click(screen.getByRole("combobox", { name: "Rows that match prospects you have" }));
    await userEvent.click(await screen.findByRole("option", { name: "Leave them alone" }));
    expect(screen.getByText(/^Prospects you have stay as they are/)).toBeVisible();
    await userEvent.click(await button(/^Check/));
    await waitFor(() => expect(told.check.mock.lastCall?.[0].on_match).toBe("skip"));
  });
});

describe("likely duplicates", () => {
  const choose = async (option: string) => {
    await userEvent.click(screen.getByRole("combobox", { name: "People written differently" }));
    await userEvent.click(await screen.findByRole("option", { name: option }));
  };

  test("are dealt with as the person says, and told with a way to them", async () => {
    await openColumns();
    await choose("Merge the sure ones");
    expect(screen.getByText(/^Where an address, a number or another identifier agrees/)).toBeVisible();
    await userEvent.click(await button(/^Check 214,306 rows/));
    await userEvent.click(await button(/^Import 214,306 rows/));
    await waitFor(() => expect(told.run.mock.lastCall?.[0].on_near).toBe("merge"));
    await userEvent.click(await button("126 likely duplicates of this import to review"));
    expect(currentRoute().screen).toBe("duplicates");
  });

  test("are told beside an import ever after, and not at all when it found none", async () => {
    const { unmount } = await open(
      { import_show: () => ({ ...DETAIL, import: { ...DONE, near: { merged: 2, review: 1 } } }) },
      { id: "i1" },
    );
    expect(
      await button("1 likely duplicate of this import to review · 2 records merged without asking"),
    ).toBeVisible();
    unmount();
    await open({ import_show: () => ({ ...DETAIL, import: { ...DONE, near: null } }) }, { id: "i1" });
    await screen.findByText("Likely duplicates");
    expect(screen.queryByText(/to review$/)).toBeNull();
  });
});

describe("the check", () => {
  test("shows its progress and can be stopped", async () => {
    const stopped = vi.fn(() => null);
    await openColumns({
      import_check: (args) => {
        const { onProgress } = args as unknown as Running;
        setTimeout(() =>
          onProgress.onmessage({ rows: 100_000, total: 200_000, rate: 50_000, phase: "checking" }),
        );
        return new Promise(() => {});
      },
      import_check_stop: stopped,
    });
    await userEvent.keyboard("{Escape}");
    await userEvent.click(await button(/^Columns/));
    await userEvent.click(await button(/^Check/));
    expect(await screen.findByText("2 sec left")).toBeVisible();
    expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
    await userEvent.click(await button("Cancel"));
    expect(stopped).toHaveBeenCalledOnce();
    expect(await screen.findByText("First Name")).toBeVisible();
  });

  test("that was stopped does not stop the one that follows", async () => {
    let heard: (answer: null) => void = () => {};
    const asked: string[] = [];
    await openColumns({
      import_check: () => {
        asked.push("check");
        return asked.length === 1 ? new Promise(() => {}) : CHECK;
      },
      import_check_stop: () => {
        asked.push("stop");
        return new Promise((done) => {
          heard = done;
        });
      },
    });
    await userEvent.click(await button(/^Check 214,306 rows/));
    await userEvent.click(await button("Cancel"));
    await userEvent.click(await button(/^Check 214,306 rows/));
    expect(asked).toEqual(["check", "stop"]);
    await act(async () => heard(null));
    expect(await screen.findByText("What will happen")).toBeVisible();
    expect(asked).toEqual(["check", "stop", "check"]);
  });

  test("tells what becomes of the rows, in numbers that sum to all", async () => {
    const { container } = await openCheck();
    expect(screen.getByText("214,306 rows in all")).toBeVisible();
    expect(screen.getByText("208,911")).toBeVisible();
    await userEvent.click(screen.getByRole("tab", { name: /^To review/ }));
    expect(await screen.findByText(/^Leads to both Anne Martin and Anne Martin-Roy/)).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  test("takes corrections for all rows and is run again with them", async () => {
    const { container } = await openCheck();
    await userEvent.click(await button(/No @ in the address/));
    const field = screen.getByRole("textbox", { name: /elodie.lefevre\(at\)/ });
    await userEvent.type(field, "elodie@oeuf-dor.fr{Enter}");
    await userEvent.click(screen.getAllByRole("button", { name: "Leave empty" })[0] as HTMLElement);
    expect(await violations(container)).toEqual([]);
    await userEvent.click(await button(/^Check again with 2 corrections/));
    await waitFor(() => expect(told.check).toHaveBeenCalledTimes(2));
    expect(told.check.mock.lastCall?.[0].fixes).toEqual([
      { column: 4, from: "elodie.lefevre(at)oeuf-dor.fr", to: "elodie@oeuf-dor.fr" },
      { column: 4, from: "n/a", to: "" },
    ]);
    await userEvent.click(await screen.findByRole("tab", { name: /^Your corrections/ }));
    await userEvent.click(screen.getAllByRole("button", { name: "Take back" })[0] as HTMLElement);
    expect(await button(/^Check again with 1 correction/)).toBeVisible();
  });

  test("names rows that are odd as a whole, which have no value to correct", async () => {
    const row = { value: "Bob Bee", rows: 1, first_row: 1204 };
    const quotes = { code: "row_unclosed_quote", column: null, field: null, rows: 1, values: [row] };
    const { container } = await openCheck({ import_check: () => ({ ...CHECK, issues: [quotes] }) });
    await userEvent.click(await button(/^Whole rows A quote is opened and never closed/));
    expect(screen.getByText("Row 1,204")).toBeVisible();
    expect(screen.getByText("Bob Bee")).toBeVisible();
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(await violations(container)).toEqual([]);
  });

  test("is not run again when nothing has changed", async () => {
    await openCheck();
    await userEvent.click(await button("Back"));
    await userEvent.click(await button(/^Check 214,306 rows/));
    await screen.findByText("What will happen");
    expect(told.check).toHaveBeenCalledOnce();
  });

  test("lets rows be imported that only wait for a decision", async () => {
    const counts = { created: 0, updated: 0, merged: 0, review: 3, skipped: 0, failed: 0 };
    await openCheck({ import_check: () => ({ ...CHECK, new_companies: 0, counts }) });
    expect(await button(/^Import 3 rows/)).toBeEnabled();
  });

  test("lets nothing be imported when there is nothing to import", async () => {
    const counts = { created: 0, updated: 0, merged: 0, review: 0, skipped: 9, failed: 0 };
    await openCheck({ import_check: () => ({ ...CHECK, counts, new_companies: 0, issues: [] }) });
    expect(await button(/^Import 9 rows/)).toBeDisabled();
  });
});

describe("the import", () => {
  /** An app whose import waits until it is told to end. */
  function waiting(phase: ImportProgress["phase"] = "writing") {
    let end: (view: unknown) => void = () => {};
    let tell: (phase: ImportProgress["phase"]) => void = () => {};
    const stopped = vi.fn((_how: unknown) => {
      end({ ...DONE, status: "stopped" });
      return null;
    });
    const app: App = {
      import_run: (args) => {
        const { onProgress } = args as unknown as Running;
        tell = (now) => onProgress.onmessage({ rows: 5000, total: 20_000, rate: 500, phase: now });
        setTimeout(() => tell(phase));
        return new Promise((done) => {
          end = done;
        });
      },
      import_stop: ({ how }) => stopped(how),
    };
    return { app, stopped, tell: (now: ImportProgress["phase"]) => act(() => tell(now)) };
  }

  test("goes through by Enter alone and ends with the prospects to review", async () => {
    const { container } = await open({}, WITH_FILE);
    await screen.findByText("Is this read correctly?");
    await userEvent.keyboard("{Enter}");
    await screen.findByText("First Name");
    await userEvent.keyboard("{Enter}");
    await screen.findByText("What will happen");
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "apollo-export-2026.csv imported" })).toBeVisible();
    expect(told.run.mock.lastCall?.[0]).toEqual(told.check.mock.lastCall?.[0]);
    expect(await violations(container)).toEqual([]);
    await userEvent.keyboard("{Enter}");
    expect(currentRoute().screen).toBe("prospects");
    expect(JSON.parse(currentRoute().params.filter ?? "")).toMatchObject({
      of: [{ field: "import", values: [DONE.label] }],
    });
  });

  test("asks what becomes of the rows that are in when it is cancelled", async () => {
    const { app, stopped } = waiting();
    await openCheck(app);
    await userEvent.click(await button(/^Import 214,306 rows/));
    expect(await screen.findByText("30 sec left")).toBeVisible();
    await userEvent.click(await button("Cancel"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("5,000 rows imported so far");
    expect(await violations(dialog)).toEqual([]);
    await userEvent.click(within(dialog).getByRole("button", { name: "Stop and keep" }));
    expect(stopped).toHaveBeenCalledWith("keep");
    expect(await screen.findByText("Stopped: rows imported so far are kept")).toBeVisible();
  });

  test("can be taken back or be left to finish once all its rows are in", async () => {
    const { app, stopped, tell } = waiting("indexing");
    await openCheck(app);
    await userEvent.click(await button(/^Import 214,306 rows/));
    await userEvent.click(await button("Cancel"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("All 5,000 rows are imported");
    expect(within(dialog).queryByRole("button", { name: "Stop and keep" })).toBeNull();
    await userEvent.click(within(dialog).getByRole("button", { name: "Let it finish" }));
    expect(stopped).not.toHaveBeenCalled();
    await userEvent.click(await button("Cancel"));
    tell("rolling_back");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await button("Taking rows back…")).toBeDisabled();
  });

  test("goes on while a person looks elsewhere", async () => {
    const { app, stopped } = waiting();
    const { unmount } = await openCheck(app);
    await userEvent.click(await button(/^Import 214,306 rows/));
    await screen.findByText("30 sec left");
    unmount();
    await open(app);
    expect(await screen.findByText("Importing apollo-export-2026.csv")).toBeVisible();
    expect(stopped).not.toHaveBeenCalled();
  });

  test("that fails half-way says what is in, and goes on with the same import or takes it back", async () => {
    const failed = { ...DONE, id: "i9", status: "interrupted", rows: 65_536, change: "c9" };
    const resumed = vi.fn((_id: unknown) => ({ ...failed, status: "done" }));
    const undone = vi.fn();
    const release = handleUndo(undone);
    let imports: readonly unknown[] = PAST;
    const { container } = await openCheck({
      import_run: ({ plan }) => {
        told.run(plan as ImportPlan);
        imports = [failed, ...PAST];
        return fail("disk_full", { file: "prospects.db" });
      },
      imports_list: () => imports,
      import_resume: ({ id }) => resumed(id),
    });
    await userEvent.click(await button(/^Import 214,306 rows/));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("65,536 rows imported so far.");
    expect(alert).not.toHaveTextContent("Nothing was changed");
    expect(within(alert).queryByRole("button", { name: "Try again" })).toBeNull();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(within(alert).getByRole("button", { name: "Undo import" }));
    expect(undone).toHaveBeenCalledWith("c9");
    await userEvent.click(within(alert).getByRole("button", { name: "Resume" }));
    expect(await screen.findByRole("heading", { name: "apollo-export-2026.csv imported" })).toBeVisible();
    expect(resumed).toHaveBeenCalledWith("i9");
    expect(told.run).toHaveBeenCalledOnce();
    release();
  });

  test("that failed and was taken back is shown as such", async () => {
    const failed = { ...DONE, id: "i9", status: "interrupted", change: "c9" };
    let imports: readonly unknown[] = PAST;
    const app: App = {
      import_run: () => {
        imports = [failed, ...PAST];
        return fail("disk_full", { file: "prospects.db" });
      },
      imports_list: () => imports,
    };
    const { unmount } = await openCheck(app);
    await userEvent.click(await button(/^Import 214,306 rows/));
    await screen.findByRole("alert");
    unmount();
    imports = [{ ...failed, status: "undone" }, ...PAST];
    await open(app);
    expect(await screen.findByText("The import was taken back")).toBeVisible();
  });

  test("that fails before anything is written says so and leaves the way back to the check", async () => {
    await openCheck({ import_run: () => fail("disk_full", { file: "prospects.db" }) });
    await userEvent.click(await button(/^Import 214,306 rows/));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("prospects.db");
    expect(alert).toHaveTextContent("Nothing was changed");
    expect(within(alert).getByRole("button", { name: "Try again" })).toBeVisible();
    await userEvent.click(await button("Back"));
    expect(await screen.findByText("What will happen")).toBeVisible();
  });
});

describe("an import that was", () => {
  test("shows its rows, their reasons and their cells", async () => {
    const { container } = await open({}, { id: "i1" });
    expect(await screen.findByText("Same e-mail address as Élodie Lefèvre-Dubois")).toBeVisible();
    const grid = screen.getByRole("grid", { name: "Rows" });
    act(() => grid.focus());
    await userEvent.keyboard("{End} ");
    const panel = await screen.findByRole("complementary", { name: "Row 1,204 as found" });
    expect(panel).toHaveTextContent("Has 33 cells where the header has 31");
    expect(within(panel).getByText("Custom Code")).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  /** An import with rows 205 and 206 that lead to two prospects, as it is after decisions. */
  function undecided() {
    const at205 = DETAIL.rows.find(({ row }) => row === 205) as ImportedRow;
    let rows = DETAIL.rows.flatMap((row) => (row === at205 ? [row, { ...row, row: 206 }] : [row]));
    const decided = vi.fn((input: unknown) => {
      const { row: n, choice } = input as DecideRows;
      rows = rows.map((row) =>
        row.outcome === "review" && (n === null || row.row === n)
          ? { ...row, outcome: "updated", reason: "decided_join", candidates: [], decision: `c-${choice}` }
          : row,
      );
      void client.invalidateQueries();
      return { decided: n === null ? 2 : 1, left: 0, change: `c-${choice}` };
    });
    const detail = () => {
      const review = rows.filter(({ outcome }) => outcome === "review").length;
      return { ...DETAIL, import: { ...DONE, counts: { ...DONE.counts, review } }, rows };
    };
    return { app: { import_show: detail, import_decide: ({ input }) => decided(input) } as App, decided };
  }

  test("puts a row beside the two prospects that it leads to, and takes the decision by key", async () => {
    const { app, decided } = undecided();
    const undone = vi.fn();
    const release = handleUndo(undone);
    const { container } = await open(app, { id: "i1" });
    expect(await screen.findByText(/^2 rows lead to two prospects/)).toBeVisible();
    await userEvent.click(await button("Decide one by one"));
    const panel = await screen.findByRole("complementary", { name: "Row 205 as found" });
    expect(within(panel).getByRole("columnheader", { name: /Anne Martin-Roy\s*same phone/ })).toBeVisible();
    expect(within(panel).getByRole("cell", { name: "Roy & Filles" })).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await userEvent.keyboard("2");
    expect(decided).toHaveBeenCalledWith({ import: "i1", row: 205, choice: "second" });
    await screen.findByRole("complementary", { name: "Row 206 as found" });
    await userEvent.click(await button("Undo"));
    expect(undone).toHaveBeenCalledWith("c-second");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary")).toBeNull());
    expect(screen.getByRole("grid", { name: "Rows" })).toHaveFocus();
    expect(currentRoute()).toMatchObject({ screen: "import", id: "i1" });
    release();
  });

  test("leads to the prospects of a row, and back from a decision", async () => {
    const { app } = undecided();
    const undone = vi.fn();
    const release = handleUndo(undone);
    await open(app, { id: "i1", params: { decide: "" } });
    const panel = () => screen.findByRole("complementary");
    await userEvent.click(await within(await panel()).findByRole("button", { name: /^Leave out/ }));
    await userEvent.click(
      within(await screen.findByRole("complementary", { name: "Row 206 as found" })).getByRole("link", {
        name: "Open Anne Martin-Roy",
      }),
    );
    expect(currentRoute()).toMatchObject({ screen: "prospects", id: "p-b" });
    act(() => navigate({ screen: "import", id: "i1" }));
    await userEvent.click((await screen.findAllByText("You chose the prospect"))[0] as HTMLElement);
    act(() => screen.getByRole("grid", { name: "Rows" }).focus());
    await userEvent.keyboard(" ");
    await userEvent.click(await button("Undo this decision"));
    expect(undone).toHaveBeenCalledWith("c-leave");
    release();
  });

  test("takes one decision for all rows that wait", async () => {
    const { app, decided } = undecided();
    await open(app, { id: "i1" });
    await userEvent.click(await button("Decide all"));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Make new prospects" }));
    expect(decided).toHaveBeenCalledWith({ import: "i1", row: null, choice: "new" });
    await waitFor(() => expect(screen.queryByText(/rows lead to two prospects/)).toBeNull());
  });

  test("says so when what its file said is deleted", async () => {
    const old = { ...DONE, cells_deleted: true };
    const rows = DETAIL.rows.map((row) => ({ ...row, cells: [] }));
    await open(
      {
        import_show: () => ({ ...DETAIL, import: old, rows }),
        import_failures: () => fail("import_cells_gone"),
        "plugin:dialog|save": () => "/tmp/rows.csv",
      },
      { id: "i1" },
    );
    await userEvent.click(await screen.findByText("Leads to both Anne Martin and Anne Martin-Roy"));
    expect(screen.queryByRole("button", { name: "Decide one by one" })).toBeNull();
    act(() => screen.getByRole("grid", { name: "Rows" }).focus());
    await userEvent.keyboard(" ");
    const panel = await screen.findByRole("complementary", { name: "Row 205 as found" });
    expect(panel).toHaveTextContent(/was deleted 30 days after the import/);
    await userEvent.click(screen.getByRole("button", { name: "Save rows not imported…" }));
    expect(await screen.findByText(/no longer available/)).toBeVisible();
  });

  test("shows the values that were odd, with their rows", async () => {
    const [first, ...others] = DETAIL.issues;
    const issues = first ? [{ ...first, rows: 330 }, ...others] : [];
    await open({ import_show: () => ({ ...DETAIL, issues }) }, { id: "i1" });
    await userEvent.click(await screen.findByRole("tab", { name: /Values to look at/ }));
    expect(screen.queryByRole("grid")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /No @ in the address/ }));
    expect(screen.getByText("Row 914")).toBeVisible();
    expect(screen.getByText("elodie.lefevre(at)oeuf-dor.fr")).toBeVisible();
    expect(screen.getByText("and 18 more rows")).toBeVisible();
  });

  test("tells where its columns went", async () => {
    await open({}, { id: "i1" });
    await userEvent.click(await button("Columns 15"));
    const list = await screen.findByRole("dialog", { name: "Columns" });
    expect(list).toHaveTextContent("Email Sent");
    expect(list).toHaveTextContent("Do not import");
  });

  test("is told in French", async () => {
    const { container } = await open({}, { id: "i1" }, "fr");
    expect(await screen.findByText("Même adresse e-mail que Karim Benali")).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });
});
