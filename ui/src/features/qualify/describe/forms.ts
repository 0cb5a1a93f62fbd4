import type { ChoiceOf } from "./choices";

/** What is described: offers or ideal customers. */
export type Kind = "icp" | "offer";

/** A control of the form: where it stands in the description, what it holds, and what is chosen for it. */
export type Control = { path: string; holds: "text" | "number" | "list"; of?: ChoiceOf; half?: true };

/** The controls of a form, by the heading under which they stand. */
export const FORMS: Record<Kind, readonly { group: string; controls: readonly Control[] }[]> = {
  icp: [
    { group: "who", controls: [{ path: "name", holds: "text" }] },
    {
      group: "company",
      controls: [
        { path: "industries", holds: "list", of: "industry" },
        { path: "employees.min", holds: "number", half: true },
        { path: "employees.max", holds: "number", half: true },
        { path: "revenue.min", holds: "number", half: true },
        { path: "revenue.max", holds: "number", half: true },
        { path: "countries", holds: "list", of: "country" },
        { path: "technologies", holds: "list", of: "text" },
      ],
    },
    {
      group: "person",
      controls: [
        { path: "seniorities", holds: "list", of: "seniority" },
        { path: "functions", holds: "list", of: "function" },
      ],
    },
    {
      group: "exclude",
      controls: [
        { path: "exclude.industries", holds: "list", of: "industry" },
        { path: "exclude.countries", holds: "list", of: "country" },
        { path: "exclude.companies", holds: "list", of: "text" },
        { path: "exclude.domains", holds: "list", of: "text" },
        { path: "exclude.technologies", holds: "list", of: "text" },
      ],
    },
    {
      group: "weights",
      controls: ["industry", "employees", "revenue", "country", "title", "technology"].map((name) => ({
        path: `weights.${name}`,
        holds: "number",
        half: true,
      })),
    },
  ],
  offer: [
    {
      group: "offer",
      controls: [
        { path: "name", holds: "text" },
        { path: "value_propositions", holds: "list" },
        { path: "price.amount", holds: "number", half: true },
        { path: "price.currency", holds: "text", of: "currency", half: true },
      ],
    },
    {
      group: "need",
      controls: [
        { path: "need_words.fr", holds: "list", of: "text" },
        { path: "need_words.en", holds: "list", of: "text" },
        { path: "buying_functions", holds: "list", of: "function" },
        { path: "competitors", holds: "list", of: "text" },
      ],
    },
  ],
};

/** What stands in the controls, by their path. */
export type Texts = Readonly<Record<string, string>>;

type Tree = { [name: string]: unknown };

const controlsOf = (kind: Kind) => FORMS[kind].flatMap(({ controls }) => controls);

/** A description as the texts of its form. */
export function textsOf(kind: Kind, what: object): Texts {
  const texts = controlsOf(kind).map(({ path }) => {
    const value = path.split(".").reduce<unknown>((tree, name) => (tree as Tree | null)?.[name], what);
    const text = Array.isArray(value) ? value.join("\n") : (value ?? "");
    return [path, String(text)] as const;
  });
  return Object.fromEntries(texts);
}

function read({ holds }: Control, text: string): unknown {
  if (holds === "text") return text.trim();
  if (holds === "number") {
    const number = Number(text.replace(/[\s\u00a0\u202f]/g, ""));
    // What is no number is left for the app to refuse.
    return Number.isFinite(number) ? number : text;
  }
  return linesOf(text);
}

/** The values of a list, each on a line of its own. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The description that a form says, as JSON; what the form does not show stays as it was. What is empty is left out. */
export function jsonOf(kind: Kind, texts: Texts, before: object): string {
  const made: Tree = { ...before };
  for (const control of controlsOf(kind)) delete made[control.path.split(".")[0] ?? ""];
  for (const control of controlsOf(kind)) {
    const text = texts[control.path] ?? "";
    if (text.trim() === "") continue;
    const [first = "", second] = control.path.split(".");
    if (second === undefined) made[first] = read(control, text);
    else made[first] = { ...(made[first] as Tree | undefined), [second]: read(control, text) };
  }
  return JSON.stringify({ name: "", ...made });
}
