import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const THEMES = ["light", "dark"] as const;

/** The colour of a token in a theme. */
function colour(token: string, theme: (typeof THEMES)[number]): string {
  const found = new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const value = found?.[theme === "light" ? 1 : 2];
  if (!value) throw new Error(`no token ${token}`);
  return value;
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["bg", "surface", "raised", "hover", "raised-hover", "selected"];
const TEXTS = ["fg", "muted", "subtle", "accent", "success", "warning", "danger", "info"];
const TINTED = ["accent", "success", "warning", "danger", "info"];

describe.each(THEMES)("in the %s theme", (theme) => {
  test.each(TEXTS)("%s can be read on every surface", (text) => {
    for (const surface of SURFACES) {
      expect(contrast(colour(text, theme), colour(surface, theme)), surface).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(TINTED)("%s can be read on its soft ground", (tone) => {
    expect(contrast(colour(tone, theme), colour(`${tone}-soft`, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["accent", "accent-strong"])("a button of %s can be read", (ground) => {
    expect(contrast(colour("on-accent", theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["control", "focus"])("the line of a %s can be seen", (line) => {
    for (const surface of ["bg", "surface", "raised"]) {
      expect(contrast(colour(line, theme), colour(surface, theme)), surface).toBeGreaterThanOrEqual(3);
    }
  });
});
