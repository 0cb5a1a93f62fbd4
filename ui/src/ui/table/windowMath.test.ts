import { describe, expect, test } from "vitest";
import {
  afterScroll,
  EDGE,
  type Geometry,
  isStranded,
  MAX_HEIGHT,
  maxPhysical,
  maxTop,
  type Position,
  poolSize,
  rowRange,
  spacerHeight,
  toPhysical,
  topToShow,
  toTop,
} from "./windowMath";

const MILLION: Geometry = { rows: 1_000_000, rowHeight: 32, viewport: 700 };
const SMALL: Geometry = { rows: 100, rowHeight: 32, viewport: 700 };

/** A view at a share of the list, anchored. */
function at(share: number, geometry: Geometry): Position {
  const top = Math.round(maxTop(geometry) * share);
  return { top, physical: toPhysical(top, geometry) };
}

describe("the height", () => {
  test("is that of the rows while they fit, and clamped beyond", () => {
    expect(spacerHeight(SMALL)).toBe(3200);
    expect(spacerHeight(MILLION)).toBe(MAX_HEIGHT);
    expect(spacerHeight({ ...SMALL, rows: 0 })).toBe(0);
  });

  test("stays below what a 200 % display cuts at", () => {
    expect(MAX_HEIGHT).toBeLessThan(16_777_214);
  });
});

describe("both positions", () => {
  test("are the same near the ends and in lists that fit", () => {
    for (const px of [0, 1, 31, EDGE]) {
      expect(toPhysical(px, MILLION)).toBe(px);
      expect(maxPhysical(MILLION) - toPhysical(maxTop(MILLION) - px, MILLION)).toBe(px);
    }
    expect(toPhysical(1234, SMALL)).toBe(1234);
    expect(toTop(1234, SMALL)).toBe(1234);
  });

  test("lead to each other", () => {
    for (const share of [0, 0.01, 0.1, 0.37, 0.5, 0.9, 0.999, 1]) {
      const { top, physical } = at(share, MILLION);
      expect(toTop(physical, MILLION)).toBeCloseTo(top, 3);
    }
  });

  test("grow together", () => {
    let before = -1;
    for (let top = 0; top <= maxTop(MILLION); top += 99_991) {
      const physical = toPhysical(top, MILLION);
      expect(physical).toBeGreaterThan(before);
      before = physical;
    }
  });
});

describe("scrolling", () => {
  test.each([0, 0.1, 0.5, 0.9])("a wheel of 1200 px at %d moves exactly 1200 px", (share) => {
    const before = at(share, MILLION);
    const after = afterScroll(before, before.physical + 1200, MILLION);
    expect(after.top - before.top).toBeCloseTo(1200, 6);
    const anchored = { top: after.top, physical: toPhysical(after.top, MILLION) };
    expect(afterScroll(anchored, anchored.physical + 1200, MILLION).top - after.top).toBeCloseTo(1200, 6);
  });

  test("a wheel back from the end moves exactly", () => {
    const before = at(1, MILLION);
    expect(afterScroll(before, before.physical - 1200, MILLION).top).toBe(maxTop(MILLION) - 1200);
  });

  test("a dragged scroll bar moves in proportion", () => {
    const middle = afterScroll(at(0, MILLION), maxPhysical(MILLION) / 2, MILLION);
    expect(middle.top / maxTop(MILLION)).toBeCloseTo(0.5, 3);
    expect(afterScroll(middle, maxPhysical(MILLION), MILLION).top).toBe(maxTop(MILLION));
    expect(afterScroll(middle, 0, MILLION).top).toBe(0);
  });

  test("never leaves the list", () => {
    expect(afterScroll({ top: 100, physical: 2000 }, 500, MILLION).top).toBe(0);
    const end = { top: maxTop(MILLION) - 10, physical: 4_000_000 };
    expect(afterScroll(end, 4_001_000, MILLION).top).toBe(maxTop(MILLION));
  });

  test("says when the element has come to an end that the list has not, or the other way round", () => {
    expect(isStranded(at(0.5, MILLION), MILLION)).toBe(false);
    expect(isStranded(at(0, MILLION), MILLION)).toBe(false);
    expect(isStranded(at(1, MILLION), MILLION)).toBe(false);
    expect(isStranded({ top: 900_000, physical: 0 }, MILLION)).toBe(true);
    expect(isStranded({ top: 0, physical: 3000 }, MILLION)).toBe(true);
    expect(isStranded({ top: 0, physical: 0 }, { ...SMALL, rows: 3 })).toBe(false);
  });

  test("a wheel turned without rest goes from end to end by equal steps", () => {
    let view = at(0, MILLION);
    const steps = Math.ceil(maxTop(MILLION) / 2000);
    for (let step = 1; step <= steps; step++) {
      view = afterScroll(view, Math.min(maxPhysical(MILLION), view.physical + 2000), MILLION);
      if (isStranded(view, MILLION)) view = { top: view.top, physical: toPhysical(view.top, MILLION) };
      // At an end of the element a step can be cut; the next one goes on.
      expect(view.top).toBeGreaterThanOrEqual((step - 4) * 2000 - MAX_HEIGHT / 1000);
    }
    expect(maxTop(MILLION) - view.top).toBeLessThan(20_000);
  });
});

describe("the rows to draw", () => {
  test("reach over the edges of the view, not of the list", () => {
    expect(rowRange(0, MILLION, 8)).toEqual({ first: 0, last: 30 });
    expect(rowRange(3200, MILLION, 8)).toEqual({ first: 92, last: 130 });
    expect(rowRange(maxTop(MILLION), MILLION, 8)).toEqual({ first: 999_970, last: 1_000_000 });
    expect(rowRange(0, { ...SMALL, rows: 0 }, 8)).toEqual({ first: 0, last: 0 });
  });

  test("have enough elements for a tall window of compact rows", () => {
    const range = rowRange(100_000, { rows: 1_000_000, rowHeight: 28, viewport: 2880 }, 8);
    expect(poolSize(range)).toBeGreaterThanOrEqual(range.last - range.first);
  });

  test("End shows the last row wholly, Home the first", () => {
    const top = topToShow(999_999, 0, MILLION);
    expect(top).toBe(maxTop(MILLION));
    expect(rowRange(top, MILLION, 0).last).toBe(1_000_000);
    expect(topToShow(0, top, MILLION)).toBe(0);
    expect(topToShow(5, 0, MILLION)).toBe(0);
    expect(topToShow(22, 0, MILLION)).toBe(36);
  });
});
