import { act, render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { expect, test, vi } from "vitest";
import { loadParts, onDemand } from "./onDemand";

const part = () => vi.fn(async () => ({ default: () => <p>here</p> }));
const show = (Part: ReturnType<typeof onDemand<object>>) =>
  render(
    <Suspense fallback={<p>wait</p>}>
      <Part />
    </Suspense>,
  );

test("a part comes when it is shown", async () => {
  const bring = part();
  const Part = onDemand(bring);
  expect(bring).not.toHaveBeenCalled();
  show(Part);
  expect(screen.getByText("wait")).toBeVisible();
  await act(() => Part.load());
  expect(await screen.findByText("here")).toBeVisible();
  expect(bring).toHaveBeenCalledOnce();
});

test("a part that was loaded shows without a fallback", async () => {
  const bring = part();
  const Part = onDemand(bring);
  await loadParts();
  expect(bring).toHaveBeenCalledOnce();
  show(Part);
  expect(screen.getByText("here")).toBeVisible();
});
