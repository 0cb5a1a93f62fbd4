import { type Language, regionalTag } from "./language";

/** Numbers, dates and sizes as a person of this language and region writes them. */
export type Formats = {
  number(value: number): string;
  /** A share from 0 to 1. */
  percent(share: number, digits?: number): string;
  /** A day: 12 Nov 2026. */
  date(when: Date | string | number): string;
  /** A day and a time of day. */
  dateTime(when: Date | string | number): string;
  /** How long ago or ahead: “3 minutes ago”, “yesterday”. */
  relative(when: Date | string | number, now?: Date): string;
  /** Bytes in the largest fitting decimal unit. */
  fileSize(bytes: number): string;
  /** A length of time in its two largest units: “2 min 5 s”, “0.4 s”. */
  duration(seconds: number): string;
  /** “a, b and c”. */
  list(items: readonly string[]): string;
  /** For sorting names in lists shown whole. */
  compare(a: string, b: string): number;
};

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const AGES: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

function durationParts(seconds: number): [number, "hour" | "minute" | "second"][] {
  if (seconds > 0 && seconds < 1) return [[Math.max(0.1, Math.round(seconds * 10) / 10), "second"]];
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, "hour" | "minute" | "second"][] = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor((whole % 3600) / 60), "minute"],
    [whole % 60, "second"],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return first < 0 ? [[0, "second"]] : parts.slice(first, first + 2).filter(([value]) => value > 0);
}

function build(tag: string): Formats {
  const number = new Intl.NumberFormat(tag);
  const day = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric" });
  const moment = new Intl.DateTimeFormat(tag, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  const ago = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const list = new Intl.ListFormat(tag, { type: "conjunction" });
  const collator = new Intl.Collator(tag, { numeric: true, sensitivity: "base" });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(tag, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: 1,
    }).format(value);

  return {
    number: (value) => number.format(value),
    percent: (share, digits = 0) =>
      new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: digits }).format(share),
    date: (when) => day.format(new Date(when)),
    dateTime: (when) => moment.format(new Date(when)),
    relative: (when, now = new Date()) => {
      const seconds = (new Date(when).getTime() - now.getTime()) / 1000;
      const found = AGES.find(([, size]) => Math.abs(seconds) >= size);
      return found ? ago.format(Math.round(seconds / found[1]), found[0]) : ago.format(0, "second");
    },
    fileSize: (bytes) => {
      const step = bytes < 1000 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
      return unit(bytes / 1000 ** step, BYTE_UNITS[step] ?? "byte");
    },
    duration: (seconds) =>
      durationParts(seconds)
        .map(([value, name]) => unit(value, name))
        .join(" "),
    list: (items) => list.format(items),
    compare: (a, b) => collator.compare(a, b),
  };
}

const cache = new Map<string, Formats>();

/** The formats of a language, in the variant of the computer's region. */
export function formatsFor(language: Language): Formats {
  const tag = regionalTag(language);
  const known = cache.get(tag);
  if (known) return known;
  const made = build(tag);
  cache.set(tag, made);
  return made;
}
