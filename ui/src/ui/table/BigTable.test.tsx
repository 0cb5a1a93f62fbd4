import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listenForShortcuts } from "~/platform/keyboard";
import { setPreferences } from "~/platform/preferences";
import { show, violations } from "../../../test/render";
import {
  BigTable,
  type Column,
  type ColumnLayout,
  DEFAULT_LAYOUT,
  NOTHING,
  type Selection,
  type Sort,
  useRowPages,
} from ".";

type Person = { id: string; name: string; company: string };

const TOTAL = 1_000_000;
const fetchPeople = async (offset: number, limit: number): Promise<Person[]> =>
  Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, i) => ({
    id: `p${offset + i}`,
    name: `Person ${offset + i}`,
    company: `Company ${(offset + i) % 7}`,
  }));

const COLUMNS: readonly Column<Person>[] = [
  { id: "name", title: "Name", width: 200, fixed: true, sortable: true, cell: ({ name }) => name },
  {
    id: "company",
    title: "Company",
    width: 160,
    sortable: true,
    cell: ({ company }) => company,
    editor: { value: ({ company }) => company },
  },
];

type Heard = {
  onOpen: (row: Person) => void;
  onPeek: (row: Person) => void;
  onEdit: (row: Person, column: string, value: string) => void;
  onSelection: (selection: Selection) => void;
  onSort: (sort: readonly Sort[]) => void;
  onLayout: (layout: ColumnLayout) => void;
};

function People({ heard, rows = TOTAL }: { heard: Heard; rows?: number }) {
  const pages = useRowPages(fetchPeople);
  const [cursor, setCursor] = useState(0);
  const [selection, setSelection] = useState(NOTHING);
  const [sort, setSort] = useState<readonly Sort[]>([]);
  const [layout, setLayout] = useState(DEFAULT_LAYOUT);
  return (
    <BigTable
      label="Prospects"
      rows={rows}
      pages={pages}
      rowId={({ id }) => id}
      columns={COLUMNS}
      cursor={cursor}
      onCursor={setCursor}
      selection={selection}
      onSelection={(next) => {
        heard.onSelection(next);
        setSelection(next);
      }}
      sort={sort}
      onSort={(next) => {
        heard.onSort(next);
        setSort(next);
      }}
      layout={layout}
      onLayout={(next) => {
        heard.onLayout(next);
        setLayout(next);
      }}
      onOpen={heard.onOpen}
      onPeek={heard.onPeek}
      onEdit={(row, column, value) => {
        heard.onEdit(row, column, value);
        pages.patch(
          ({ id }) => id === row.id,
          (one) => ({ ...one, [column]: value }),
        );
      }}
      empty={<p>No prospects</p>}
    />
  );
}

let heard: { [K in keyof Heard]: ReturnType<typeof vi.fn<Heard[K]>> };
let stop: () => void;

beforeEach(() => {
  // happy-dom has no layout: a window of 20 rows.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(30 + 20 * 32);
  setPreferences({ density: "normal", singleKeys: true });
  heard = {
    onOpen: vi.fn(),
    onPeek: vi.fn(),
    onEdit: vi.fn(),
    onSelection: vi.fn(),
    onSort: vi.fn(),
    onLayout: vi.fn(),
  };
  stop = listenForShortcuts();
});
afterEach(() => stop());

async function showTable(rows?: number) {
  const view = await show(<People heard={heard} {...(rows === undefined ? {} : { rows })} />);
  const grid = screen.getByRole("grid", { name: "Prospects" });
  act(() => grid.focus());
  if (rows !== 0) await screen.findByText("Person 0");
  return { ...view, grid, user: userEvent.setup() };
}

/** What the active row says. */
const active = (grid: HTMLElement) =>
  document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.textContent ?? "";

describe("a table of a million rows", () => {
  test("draws a window of them and tells how many there are", async () => {
    const { grid, container } = await showTable();
    expect(grid).toHaveAttribute("aria-rowcount", "1000001");
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
    expect(await violations(container)).toEqual([]);
  });

  test("is walked through by letters, arrows and jumps", async () => {
    const { grid, user } = await showTable();
    await user.keyboard("jj{ArrowDown}k");
    expect(active(grid)).toContain("Person 2");
    await user.keyboard("{End}");
    await waitFor(() => expect(active(grid)).toContain("Person 999999"));
    await user.keyboard("{PageUp}");
    await waitFor(() => expect(active(grid)).toContain("Person 999980"));
    await user.keyboard("{Home}");
    await waitFor(() => expect(active(grid)).toContain("Person 0"));
  });

  test("opens and peeks at the row of the cursor", async () => {
    const { user } = await showTable();
    await user.keyboard("j{Enter} ");
    expect(heard.onOpen.mock.calls[0]?.[0].id).toBe("p1");
    expect(heard.onPeek.mock.calls[0]?.[0].id).toBe("p1");
  });
});

describe("selecting", () => {
  test("one, a range, all, all but one, none", async () => {
    const { user, grid } = await showTable();
    await user.keyboard("x");
    expect([...(heard.onSelection.mock.lastCall?.[0].ids ?? [])]).toEqual(["p0"]);
    fireEvent.keyDown(grid, { key: "J", shiftKey: true });
    fireEvent.keyDown(grid, { key: "J", shiftKey: true });
    await waitFor(() => expect(heard.onSelection.mock.lastCall?.[0].ids.size).toBe(3));
    fireEvent.keyDown(grid, { key: "a", ctrlKey: true });
    expect(heard.onSelection.mock.lastCall?.[0]).toEqual({ all: true, ids: new Set() });
    expect(screen.getByRole("checkbox", { name: "Select all matching" })).toBeChecked();
    await user.keyboard("x");
    expect(heard.onSelection.mock.lastCall?.[0]).toEqual({ all: true, ids: new Set(["p2"]) });
    expect(screen.getByRole("checkbox", { name: "Select all matching" })).toBePartiallyChecked();
    await user.keyboard("{Escape}");
    expect(heard.onSelection.mock.lastCall?.[0]).toBe(NOTHING);
  });

  test("a click with Shift reaches over rows that were never fetched", async () => {
    const { user, grid } = await showTable();
    await user.click(screen.getByText("Person 3"));
    act(() => grid.focus());
    fireEvent.keyDown(grid, { key: "End", shiftKey: true });
    await waitFor(() => expect(heard.onSelection.mock.lastCall?.[0].ids.size).toBe(10_000));
  });
});

describe("editing a cell", () => {
  test("keeps by Enter, gives up by Esc", async () => {
    const { user, grid } = await showTable();
    await user.keyboard("{F2}");
    const field = await screen.findByRole("textbox", { name: "Company" });
    await user.clear(field);
    await user.type(field, "Groß & Söhne{Enter}");
    expect(heard.onEdit.mock.calls[0]?.slice(1)).toEqual(["company", "Groß & Söhne"]);
    expect(screen.getByText("Groß & Söhne")).toBeVisible();
    await waitFor(() => expect(grid).toHaveFocus());
    await user.keyboard("{F2}zzz{Escape}");
    expect(heard.onEdit).toHaveBeenCalledOnce();
    expect(grid).toHaveFocus();
  });

  test("an unchanged value is no edit", async () => {
    const { user } = await showTable();
    await user.keyboard("{F2}{Enter}");
    expect(heard.onEdit).not.toHaveBeenCalled();
  });
});

describe("the header", () => {
  test("sorts by a click and by its menu", async () => {
    const { user } = await showTable();
    await user.click(screen.getByRole("button", { name: "Name" }));
    expect(heard.onSort.mock.lastCall?.[0]).toEqual([{ column: "name", descending: false }]);
    expect(screen.getByRole("columnheader", { name: /Name/ })).toHaveAttribute("aria-sort", "ascending");
    await user.click(screen.getByRole("button", { name: "Column Company" }));
    await user.click(await screen.findByRole("menuitem", { name: "Sort descending" }));
    expect(heard.onSort.mock.lastCall?.[0]).toEqual([{ column: "company", descending: true }]);
  });

  test("widens and hides by keys and menu, without a pointer that drags", async () => {
    const { user } = await showTable();
    act(() => screen.getByRole("button", { name: "Company" }).focus());
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    expect(heard.onLayout.mock.lastCall?.[0].widths).toEqual({ company: 176 });
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await user.click(await screen.findByRole("menuitem", { name: "Hide" }));
    expect(screen.queryByRole("columnheader", { name: /Company/ })).toBeNull();
  });
});

test("an empty list says so", async () => {
  await showTable(0);
  expect(screen.getByText("No prospects")).toBeVisible();
});
