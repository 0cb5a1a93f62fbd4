// Pictures of every scene in both languages and themes, and axe on each. Results: target/screenshots/.
// node run.mjs [scene…]
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build, createServer, preview } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The policy of the real window: what breaks it is a fault here too. */
const { csp } = JSON.parse(readFileSync(here("../../../tauri.conf.json"), "utf8")).app.security;
const out = process.env.SCREENS_OUT ?? here("../../../target/screenshots");
const only = process.argv.slice(2);
const SIZES = { large: { width: 1280, height: 800 }, small: { width: 900, height: 600 } };

mkdirSync(out, { recursive: true });
const root = here("../..");
const outDir = mkdtempSync(join(tmpdir(), "screens-"));
const inputs = ["index", "table"].map((name) => here(`./${name}.html`));
await build({
  root,
  logLevel: "error",
  build: { outDir, emptyOutDir: true, rolldownOptions: { input: inputs } },
});
const loader = await createServer({ root, server: { middlewareMode: true, ws: false }, logLevel: "error" });
const { SCENES } = await loader.ssrLoadModule("/test/screens/scenes.ts");
await loader.close();
const server = await preview({
  root,
  build: { outDir },
  preview: { port: 0, strictPort: false, headers: { "Content-Security-Policy": csp } },
});
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});

async function act(page, step) {
  if ("press" in step) await page.keyboard.press(step.press);
  else if ("click" in step) await page.click(step.click);
  else await page.fill(step.fill, step.text);
  await page.waitForTimeout(200);
}

async function violationsOf(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((floating) => {
    // A menu belongs to its button, wherever in the page it is drawn.
    const selector = `body *:not(${floating}, ${floating} *)`;
    globalThis.axe.configure({ rules: [{ id: "region", selector }] });
    return globalThis.axe.run(document);
  }, "[data-radix-popper-content-wrapper]");
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target }) => target.join(" ")).slice(0, 4),
  }));
}

async function show(name, scene, size, language, theme) {
  const page = await browser.newPage({ viewport: SIZES[size], locale: language, reducedMotion: "reduce" });
  const faults = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on(
    "console",
    (message) => message.type() === "error" && !message.text().includes("404") && faults.push(message.text()),
  );
  await page.goto(`${address}test/screens/index.html?scene=${name}&language=${language}&theme=${theme}`);
  await page
    .waitForSelector("main:not([aria-busy])", { timeout: 20_000 })
    .catch(() => faults.push("nothing to see"));
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(150);
  for (const step of scene.steps ?? []) await act(page, step);
  await page.screenshot({ path: `${out}/${name}.${language}.${theme}.${size}.png` });
  const violations = await violationsOf(page);
  await page.close();
  return { name, language, theme, size, violations, faults };
}

/** How many pages are looked at together. */
const TOGETHER = 3;
const LOOKS = [
  ["large", "en", "light"],
  ["large", "en", "dark"],
  ["large", "fr", "light"],
  ["large", "fr", "dark"],
  ["small", "fr", "light"],
];

const waiting = Object.entries(SCENES)
  .filter(([name]) => only.length === 0 || only.includes(name))
  .flatMap(([name, scene]) => LOOKS.map((look) => [name, scene, ...look]));
const results = [];
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await show(...next));
};
await Promise.all(Array.from({ length: TOGETHER }, work));
await browser.close();
await server.close();
rmSync(outDir, { recursive: true });

writeFileSync(`${out}/axe.json`, JSON.stringify(results, null, 2));
const bad = results.filter(({ violations, faults }) => violations.length + faults.length > 0);
for (const { name, language, theme, size, violations, faults } of bad) {
  console.error(`${name} ${language} ${theme} ${size}`);
  for (const { id, help, at } of violations) console.error(`  ${id}: ${help}\n    ${at.join("\n    ")}`);
  for (const fault of faults) console.error(`  ${fault.slice(0, 300)}`);
}
console.log(`${results.length} pictures in ${out}, ${bad.length} with faults`);
process.exitCode = bad.length > 0 ? 1 : 0;
