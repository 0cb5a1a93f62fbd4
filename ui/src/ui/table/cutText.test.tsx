import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { tellCutText } from "./cutText";

/** A cell whose text has this much room. */
function cell(room: number) {
  render(
    <div role="grid" tabIndex={0} onPointerOver={tellCutText}>
      <div role="row" tabIndex={-1}>
        <div role="gridcell" tabIndex={-1}>
          <div className="truncate">
            <span className="truncate">Boulangerie L’Œuf d’Or</span>
            <span className="sr-only">Sample data</span>
          </div>
        </div>
      </div>
    </div>,
  );
  const text = screen.getByText(/Boulangerie/);
  Object.defineProperties(text, { scrollWidth: { value: 150 }, clientWidth: { value: room } });
  fireEvent.pointerOver(text);
  return screen.getByRole("gridcell");
}

test("a text that is cut is told whole by its cell", () => {
  expect(cell(80)).toHaveAttribute("title", "Boulangerie L’Œuf d’Or");
});

test("a text that has room is not told twice", () => {
  expect(cell(150)).not.toHaveAttribute("title");
});
