import { expect, test } from "vitest";
import { found, isWithin, pressed, SIZES } from "./choices";

const CHOICES = [
  { value: "C", label: "Industrie manufacturière" },
  { value: "58.29", label: "Édition de logiciels applicatifs" },
  { value: "62.01", label: "Logiciels" },
  { value: "BE", label: "Belgique" },
];
const values = (text: string) => found(CHOICES, text).map(({ value }) => value);

test("choices are found by the words of their names and by their codes, whatever the accents", () => {
  expect(values("logi")).toEqual(["62.01", "58.29"]);
  expect(values("edition")).toEqual(["58.29"]);
  expect(values("62")).toEqual(["62.01"]);
  expect(values("")).toHaveLength(4);
  expect(values("nothing of the kind")).toEqual([]);
});

test("bands of sizes join into one span, and leave it from its ends", () => {
  const bands = (span: { min: number | null; max: number | null }) =>
    SIZES.map((band, place) => (isWithin(band, span) ? place : -1)).filter((place) => place >= 0);
  const nothing = { min: null, max: null };
  expect(bands(nothing)).toEqual([]);
  const one = pressed(2, nothing);
  expect(one).toEqual({ min: 51, max: 200 });
  const wide = pressed(4, one);
  expect(bands(wide)).toEqual([2, 3, 4]);
  expect(bands(pressed(2, wide))).toEqual([3, 4]);
  expect(bands(pressed(4, wide))).toEqual([2, 3]);
  expect(bands(pressed(3, wide))).toEqual([3]);
  expect(pressed(2, one)).toEqual(nothing);
  expect(pressed(6, wide)).toEqual({ min: 51, max: null });
});
