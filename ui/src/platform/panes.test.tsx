import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { cyclePane, focusContent, returnFocus } from "./panes";

/** The parts of a window; the panel stands within the content. */
function showPanes(list = true) {
  render(
    <>
      <nav data-pane="sidebar">
        <button type="button">Prospects</button>
      </nav>
      <main data-pane="content" tabIndex={-1} aria-label="Content">
        <button type="button">Search</button>
        {list && <ul tabIndex={-1} data-pane-focus aria-label="List" />}
        <aside data-pane="panel">
          <button type="button">Close</button>
        </aside>
      </main>
      <footer data-pane="status">
        <button type="button">Jobs</button>
      </footer>
    </>,
  );
}

test("the parts of the window follow each other, with the panel between content and status", () => {
  showPanes();
  const names: (string | null | undefined)[] = [];
  for (let step = 0; step < 5; step++) {
    cyclePane(1);
    names.push(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
  }
  expect(names).toEqual(["Prospects", "List", "Close", "Jobs", "Prospects"]);
  cyclePane(-1);
  cyclePane(-1);
  expect(screen.getByRole("button", { name: "Close" })).toHaveFocus();
});

test("the focus goes to the list of the screen, else to the screen", () => {
  showPanes();
  focusContent();
  expect(screen.getByRole("list")).toHaveFocus();
});

test("a screen without a list takes the focus itself", () => {
  showPanes(false);
  focusContent();
  expect(screen.getByRole("main")).toHaveFocus();
});

test("the focus goes back to where it was, and to the screen when that is gone", () => {
  showPanes();
  const before = screen.getByRole("button", { name: "Search" });
  returnFocus(before);
  expect(before).toHaveFocus();
  before.remove();
  returnFocus(before);
  expect(screen.getByRole("list")).toHaveFocus();
});
