import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FetchWindow, PAGE_ROWS, RowPages } from "./rowPages";

const TOTAL = 1_000_000;

function numbers(prefix = "row") {
  return vi.fn<FetchWindow<string>>(async (offset, limit) =>
    Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, i) => `${prefix} ${offset + i}`),
  );
}

const settle = () => vi.advanceTimersByTimeAsync(100);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("fetching", () => {
  test("gets the pages in view and the one ahead, each once", async () => {
    const fetch = numbers();
    const pages = new RowPages(fetch);
    pages.want(0, 30, TOTAL);
    pages.want(2, 32, TOTAL);
    await settle();
    expect(fetch.mock.calls).toEqual([
      [0, PAGE_ROWS],
      [100, PAGE_ROWS],
    ]);
    expect(pages.at(29)).toBe("row 29");
    expect(pages.at(TOTAL - 1)).toBeUndefined();
  });

  test("goes ahead of steady scrolling in its direction", async () => {
    const fetch = numbers();
    const pages = new RowPages(fetch);
    for (const first of [0, 60, 120, 180, 240]) {
      pages.want(first, first + 30, TOTAL);
      await settle();
      expect(pages.at(first)).toBe(`row ${first}`);
      expect(pages.at(first + 130)).toBe(`row ${first + 130}`);
    }
    pages.want(5000, 5030, TOTAL);
    await settle();
    pages.want(4990, 5020, TOTAL);
    await settle();
    expect(pages.at(4800)).toBe("row 4800");
  });

  test("waits for a dragged scroll bar to rest", async () => {
    const fetch = numbers();
    const pages = new RowPages(fetch);
    pages.want(0, 30, TOTAL);
    await settle();
    fetch.mockClear();
    for (let first = 10_000; first < 900_000; first += 10_000) {
      pages.want(first, first + 30, TOTAL);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(fetch).not.toHaveBeenCalled();
    await settle();
    expect(fetch.mock.calls[0]).toEqual([890_000, PAGE_ROWS]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("keeps a limited number of pages, those seen last", async () => {
    const fetch = numbers();
    const pages = new RowPages(fetch);
    for (let first = 0; first < 12_000; first += 100) {
      pages.want(first, first + 30, TOTAL);
      await settle();
    }
    expect(pages.at(0)).toBeUndefined();
    expect(pages.at(11_900)).toBe("row 11900");
  });

  test("does not ask again and again for what failed; Retry does", async () => {
    const fetch = vi
      .fn<FetchWindow<string>>()
      .mockRejectedValueOnce(new Error("gone"))
      .mockResolvedValue(["ok"]);
    const pages = new RowPages(fetch);
    pages.want(0, 1, 1);
    await settle();
    pages.want(0, 1, 1);
    await settle();
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(pages.error).toBeInstanceOf(Error);
    pages.refresh();
    pages.want(0, 1, 1);
    await settle();
    expect(pages.error).toBeUndefined();
    expect(pages.at(0)).toBe("ok");
  });
});

describe("a first page that is known", () => {
  const known = (prefix: string) => Array.from({ length: PAGE_ROWS }, (_, i) => `${prefix} ${i}`);

  test("shows at once and is not fetched", async () => {
    const fetch = numbers();
    const pages = new RowPages(fetch, known("known"));
    expect(pages.current(99)).toBe("known 99");
    pages.want(0, 30, TOTAL);
    await settle();
    expect(fetch.mock.calls).toEqual([[100, PAGE_ROWS]]);
  });

  test("takes the place of the one before", async () => {
    const pages = new RowPages(numbers("old"));
    pages.want(0, 30, TOTAL);
    await settle();
    pages.refresh(numbers("new"), known("known"));
    expect(pages.current(0)).toBe("known 0");
    expect(pages.at(100)).toBe("old 100");
    expect(pages.current(100)).toBeUndefined();
  });
});

describe("a new question", () => {
  test("leaves the old rows in view until the new ones come", async () => {
    const pages = new RowPages(numbers("old"));
    pages.want(0, 30, TOTAL);
    await settle();
    pages.refresh(numbers("new"));
    expect(pages.at(3)).toBe("old 3");
    expect(pages.current(3)).toBeUndefined();
    pages.want(0, 30, TOTAL);
    await settle();
    expect(pages.current(3)).toBe("new 3");
  });

  test("drops the answers to the old one that come late", async () => {
    let answer: (rows: string[]) => void = () => undefined;
    const late = () => new Promise<string[]>((done) => (answer = done));
    const pages = new RowPages<string>(late);
    pages.want(0, 30, TOTAL);
    pages.refresh(numbers("new"));
    answer(["late"]);
    pages.want(0, 30, TOTAL);
    await settle();
    expect(pages.at(0)).toBe("new 0");
  });
});

test("a range is put together from known and fetched pages", async () => {
  const pages = new RowPages(numbers());
  const rows = await pages.range(95, 305);
  expect(rows).toHaveLength(210);
  expect(rows[0]).toBe("row 95");
  expect(rows.at(-1)).toBe("row 304");
});

test("a patched row shows at once", async () => {
  const pages = new RowPages(numbers());
  pages.want(0, 30, TOTAL);
  await settle();
  const heard = vi.fn();
  pages.subscribe(heard);
  pages.patch(
    (row) => row === "row 7",
    () => "changed",
  );
  expect(pages.at(7)).toBe("changed");
  expect(heard).toHaveBeenCalledOnce();
});
