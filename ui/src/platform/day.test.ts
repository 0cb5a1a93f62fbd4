import { expect, test, vi } from "vitest";
import { watchDay } from "./day";

test("a day begins once, and after sleep", () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 23, 59, 0) });
  const begun = vi.fn();
  const stop = watchDay(begun);
  vi.advanceTimersByTime(30_000);
  expect(begun).not.toHaveBeenCalled();
  vi.advanceTimersByTime(90_000);
  expect(begun).toHaveBeenCalledTimes(1);
  vi.setSystemTime(Date.UTC(2026, 10, 27, 8));
  vi.advanceTimersByTime(60_000);
  expect(begun).toHaveBeenCalledTimes(2);
  stop();
  vi.advanceTimersByTime(3 * 86_400_000);
  expect(begun).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
