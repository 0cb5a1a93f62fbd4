/** What is described: offers or ideal customers. */
export type Kind = "icp" | "offer";

/** A control of the form: where it stands in the description, and what it holds. */
export type Control = { path: string; holds: "text" | "number" | "list"; half?: true };

/** The controls of a form, by the heading under which they stand. */
export const FORMS: Record<Kind, readonly { group: string; controls: readonly Control[] }[]> = {
  icp: [
    { group: "who", controls: [{ path: "name", holds: "text" }] },
    {
      group: "company",
      controls: [
        { path: "industries", holds: "list" },
        { path: "employees.min", holds: "number", half: true },
        { path: "employees.max", holds: "number", half: true },
        { path: "revenue.min", holds: "number", half: true },
        { path: "revenue.max", holds: "number", half: true },
        { path: "countries", holds: "list" },
        { path: "technologies", holds: "list" },
      ],
    },
    {
      group: "person",
      controls: [
        { path: "seniorities", holds: "list" },
        { path: "functions", holds: "list" },
      ],
    },
    {
      group: "exclude",
      controls: [
        { path: "exclude.industries", holds: "list" },
        { path: "exclude.countries", holds: "list" },
        { path: "exclude.companies", holds: "list" },
        { path: "exclude.domains", holds: "list" },
        { path: "exclude.technologies", holds: "list" },
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
        { path: "price.currency", holds: "text", half: true },
      ],
    },
    {
      group: "need",
      controls: [
        { path: "need_words.fr", holds: "list" },
        { path: "need_words.en", holds: "list" },
        { path: "buying_functions", holds: "list" },
        { path: "competitors", holds: "list" },
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
