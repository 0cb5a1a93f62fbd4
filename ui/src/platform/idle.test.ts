import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchIdle } from "./idle";

const MINUTE = 60_000;

let stop: () => void = () => undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("a window that nobody touches is told of after so many minutes, and not before", () => {
  const idle = vi.fn();
  stop = watchIdle(5, () => false, idle);
  vi.advanceTimersByTime(4 * MINUTE);
  dispatchEvent(new Event("keydown"));
  vi.advanceTimersByTime(4 * MINUTE);
  expect(idle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(MINUTE);
  expect(idle).toHaveBeenCalledOnce();
});

test("nobody is away while work goes on; the minutes begin anew at its end", () => {
  const idle = vi.fn();
  let busy = true;
  stop = watchIdle(5, () => busy, idle);
  vi.advanceTimersByTime(60 * MINUTE);
  busy = false;
  vi.advanceTimersByTime(4 * MINUTE);
  expect(idle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(MINUTE);
  expect(idle).toHaveBeenCalledOnce();
});
