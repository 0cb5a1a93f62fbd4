import { type Formats, type MessageKey, type Translate, useT } from "~/i18n";
import { useCountries } from "~/ui/CountrySelect";
import type { Suggest } from "~/ui/SuggestField";

/** What a list of a description holds. */
export type ChoiceOf = "industry" | "country" | "seniority" | "function" | "currency" | "text";

/** Sections of NACE rev. 2 with their divisions and the classes that people name. */
const INDUSTRIES: Readonly<Record<string, string>> = {
  A: "01 02 03",
  B: "05 06 07 08 09",
  C: "10 11 12 13 14 15 16 17 18 19 20 20.42 21 22 23 24 25 26 26.51 26.60 27 28 29 30 31 32 32.50 33",
  D: "35",
  E: "36 37 38 39",
  F: "41 42 43",
  G: "45 46 47 47.91",
  H: "49 50 51 52 53",
  I: "55 56",
  J: "58 58.29 59 60 61 62 62.01 62.02 62.03 63",
  K: "64 65 66",
  L: "68",
  M: "69 69.20 70 70.21 71 72 73 73.20 74 75",
  N: "77 78 79 80 81 82",
  O: "84",
  P: "85 85.59",
  Q: "86 87 88",
  R: "90 91 92 93",
  S: "94 95 96",
  T: "97 98",
  U: "99",
};
const INDUSTRY_CODES: readonly string[] = Object.entries(INDUSTRIES).flatMap(([section, parts]) => [
  section,
  ...parts.split(" "),
]);

const SENIORITIES = ["owner", "c_level", "vp", "director", "manager", "individual", "assistant"] as const;

const FUNCTIONS = [
  "general_management",
  "sales",
  "marketing",
  "finance",
  "operations",
  "production",
  "purchasing",
  "logistics",
  "it",
  "data",
  "digital",
  "engineering",
  "product",
  "research",
  "quality",
  "hr",
  "legal",
  "administration",
  "communication",
  "design",
  "business_development",
  "strategy",
  "consulting",
  "support",
  "health",
  "education",
] as const;

const CURRENCIES = ["EUR", "CAD", "CHF", "GBP", "USD", "MAD", "XOF"] as const;

export type Choice = { value: string; label: string; hint?: string };

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The choices that a text finds: those first whose name or code begins with it. */
export function found(choices: readonly Choice[], text: string): readonly Choice[] {
  const sought = plain(text.trim());
  if (sought === "") return choices;
  const places = choices.map((choice) => {
    const [label, value] = [plain(choice.label), plain(choice.value)];
    if (label.startsWith(sought) || value === sought) return 0;
    if (label.includes(` ${sought}`)) return 1;
    return label.includes(sought) || value.startsWith(sought) ? 2 : 3;
  });
  return [0, 1, 2].flatMap((rank) => choices.filter((_, index) => places[index] === rank));
}

function useChoices(of: ChoiceOf): readonly Choice[] {
  const t = useT();
  const countries = useCountries(of === "country");
  if (of === "country") return countries;
  const named = (area: string, values: readonly string[], hinted = false) =>
    values.map((value) => ({
      value,
      label: t(`qualify.${area}.${value.replace(".", "_")}` as MessageKey),
      ...(hinted && { hint: value }),
    }));
  if (of === "industry") return named("industries", INDUSTRY_CODES, true);
  if (of === "seniority") return named("seniorities", SENIORITIES);
  if (of === "function") return named("functions", FUNCTIONS);
  if (of === "currency") return CURRENCIES.map((value) => ({ value, label: value }));
  return [];
}

export type Choices = {
  all: readonly Choice[];
  suggest: Suggest;
  /** How a person reads a value; one that is no choice as it is. */
  shown: (value: string) => string;
  /** The value that a typed text means. */
  read: (text: string) => string | null;
};

/** What may be chosen for a list, and how what is typed is understood. */
export function useDescribed(of: ChoiceOf): Choices {
  const all = useChoices(of);
  const same = (text: string) => (one: Choice) =>
    plain(one.label) === plain(text) || plain(one.value) === plain(text);
  return {
    all,
    suggest: async (text) => found(all, text),
    shown: (value) => all.find((one) => plain(one.value) === plain(value))?.label ?? value,
    read: (text) => {
      const known = all.find(same(text));
      if (known) return known.value;
      // The app knows many more names of industries; texts mean themselves.
      if (of === "text" || of === "industry") return text;
      return found(all, text)[0]?.value ?? null;
    },
  };
}

/** Numbers of employees in bands, as lists of firms have them. */
export const SIZES: readonly { min: number; max: number | null }[] = [
  { min: 1, max: 10 },
  { min: 11, max: 50 },
  { min: 51, max: 200 },
  { min: 201, max: 500 },
  { min: 501, max: 1_000 },
  { min: 1_001, max: 5_000 },
  { min: 5_001, max: null },
];

type Span = { min: number | null; max: number | null };

/** Whether a band is within a span. */
export function isWithin(band: (typeof SIZES)[number], { min, max }: Span): boolean {
  if (min === null && max === null) return false;
  return band.min >= (min ?? 0) && (max === null || (band.max !== null && band.max <= max));
}

/** The span after a band was pressed: with it, or without it where it stands at an end; alone from the middle. */
export function pressed(place: number, span: Span): Span {
  const inside = SIZES.map((band) => isWithin(band, span));
  const [first, last] = [inside.indexOf(true), inside.lastIndexOf(true)];
  const spanOf = (from: number, to: number): Span => ({
    min: SIZES[from]?.min ?? null,
    max: SIZES[to]?.max ?? null,
  });
  if (first < 0) return spanOf(place, place);
  if (!inside[place]) {
    // What was typed between bands stays.
    const { min, max } = spanOf(place, place);
    return {
      min: Math.min(min ?? 0, span.min ?? 0),
      max: max === null || span.max === null ? null : Math.max(max, span.max),
    };
  }
  if (first === last) return { min: null, max: null };
  if (place === first) return spanOf(first + 1, last);
  return place === last ? spanOf(first, last - 1) : spanOf(place, place);
}

/** A band in words. */
export function bandWords(band: (typeof SIZES)[number], format: Formats, t: Translate): string {
  const [min, max] = [format.number(band.min), band.max === null ? null : format.number(band.max)];
  return max === null ? t("qualify.describe.size_more", { min }) : t("qualify.describe.size", { min, max });
}
