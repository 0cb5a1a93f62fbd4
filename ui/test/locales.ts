import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, type Language } from "~/i18n";

const ROOT = join(import.meta.dirname, "../..");
const LOCALES = join(ROOT, "locales");

/** Texts that only the command line shows. */
const CLI_AREAS = new Set(["cli"]);

/** The areas of texts: the names of the files before the language. */
export function areas(): string[] {
  const names = readdirSync(LOCALES).filter((file) => file.endsWith(".json"));
  return [...new Set(names.map((file) => file.split(".")[0] ?? ""))].sort();
}

/** The areas that the window shows. */
export function windowAreas(): string[] {
  return areas().filter((area) => !CLI_AREAS.has(area));
}

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

/** All texts of an area in a language, by their whole key. */
export function texts(area: string, language: Language): Map<string, string> {
  return new Map(flat(JSON.parse(readFileSync(join(LOCALES, `${area}.${language}.json`), "utf8")) as Tree));
}

/** All texts of the window in a language. */
export function windowTexts(language: Language): Map<string, string> {
  return new Map(windowAreas().flatMap((area) => [...texts(area, language)]));
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** A key without its plural suffix. */
export function baseOf(key: string): string {
  return key.replace(PLURAL, "");
}

/** The plural forms of each key that has some. */
export function pluralsOf(all: Map<string, string>): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const key of all.keys()) {
    const form = PLURAL.exec(key)?.[1];
    // A key that also stands without a suffix only happens to end like a plural: `fields.phone_other`.
    if (form && !all.has(baseOf(key))) forms.set(baseOf(key), [...(forms.get(baseOf(key)) ?? []), form]);
  }
  return forms;
}

/** The names of the placeholders in a text. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(/%\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
}

function files(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ["node_modules", "target", "dist"].includes(entry.name) ? [] : files(path, ending);
    return ending.test(entry.name) ? [path] : [];
  });
}

/** The source of the window, tests left out. */
export function windowSource(): Map<string, string> {
  const paths = files(join(ROOT, "ui/src"), /(?<!\.test)\.tsx?$/);
  return new Map(paths.map((path) => [path.slice(ROOT.length + 1), readFileSync(path, "utf8")]));
}

/** The Rust source. */
export function rustSource(): string {
  return ["crates", "src-tauri"]
    .flatMap((folder) => files(join(ROOT, folder), /\.rs$/))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

export { LANGUAGES };
