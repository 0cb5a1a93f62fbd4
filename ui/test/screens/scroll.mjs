// The million-row table in Chromium: exact wheels, the ends, blank rows and main-thread time per frame.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build, preview } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here("../..");
const outDir = here("../../node_modules/.screens");
/** Frames of steady scrolling that are measured, and how far each goes, in px. */
const FRAMES = 200;
const STEP = 100;
/** The most main-thread time a frame may take, in ms. */
const CPU_LIMIT = 16;

await build({
  root,
  logLevel: "error",
  build: { outDir, emptyOutDir: true, rolldownOptions: { input: here("./table.html") } },
});
const server = await preview({ root, build: { outDir }, preview: { port: 0, strictPort: false } });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${server.resolvedUrls.local[0]}test/screens/table.html`);
await page.waitForSelector("[data-row='5']");
const grid = page.locator("[role=grid]");
const faults = [];

function expect(what, found, wanted) {
  if (found === wanted) return;
  faults.push(`${what}: ${found} instead of ${wanted}`);
}

/** The position in the list, from a row on the screen, and the last row in view. */
const view = () =>
  grid.evaluate((element) => {
    const top = element.getBoundingClientRect().top + 30;
    const rows = [...element.querySelectorAll("[data-row]")].map((row) => ({
      index: Number(row.dataset.row),
      y: row.getBoundingClientRect().top - top,
    }));
    const seen = rows.filter(({ y }) => y > -32 && y < element.clientHeight - 30);
    const [first] = seen.toSorted((a, b) => a.y - b.y);
    return { top: first.index * 32 - first.y, last: Math.max(...seen.map(({ index }) => index)) };
  });

await grid.focus();
await page.keyboard.press("End");
await page.waitForTimeout(300);
expect("the last row after End", (await view()).last, 999_999);
await page.keyboard.press("Home");
await page.waitForTimeout(300);
expect("the position after Home", (await view()).top, 0);

await page.mouse.move(600, 400);
for (const share of [0, 0.1, 0.5, 0.9, 1]) {
  await grid.evaluate((element, at) => {
    element.scrollTop = at * (element.scrollHeight - element.clientHeight);
  }, share);
  await page.waitForTimeout(400);
  const before = (await view()).top;
  const wheel = share === 1 ? -1200 : 1200;
  await page.mouse.wheel(0, wheel);
  await page.waitForTimeout(80);
  expect(`a wheel at ${share * 100} %`, Math.round((await view()).top - before), wheel);
  await page.waitForTimeout(400);
  expect(`the same after rest`, Math.round((await view()).top - before), wheel);
}

await grid.evaluate((element) => {
  element.scrollTop = 2_000_000;
});
await page.waitForTimeout(500);
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
const cpu = async () => {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
};
const before = await cpu();
const blank = await grid.evaluate(
  (element, [frames, step]) =>
    new Promise((done) => {
      let left = frames;
      let empty = 0;
      const frame = () => {
        const inView = [...element.querySelectorAll("[data-row]")].filter((row) => {
          const { top } = row.getBoundingClientRect();
          return top > 74 && top < innerHeight;
        });
        if (inView.some((row) => row.ariaBusy === "true") || inView.length < 20) empty++;
        left--;
        if (left === 0) return done(empty);
        element.scrollTop += step;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }),
  [FRAMES, STEP],
);
const perFrame = ((await cpu()) - before) / FRAMES;
expect("frames of steady scrolling with a blank row", blank, 0);
if (perFrame > CPU_LIMIT) faults.push(`${perFrame.toFixed(1)} ms of CPU per frame`);

await browser.close();
await server.close();
for (const fault of faults) console.error(fault);
console.log(
  `${perFrame.toFixed(1)} ms of CPU per frame, ${blank} of ${FRAMES} frames with a blank row, ${faults.length} faults`,
);
process.exit(faults.length > 0 ? 1 : 0);
