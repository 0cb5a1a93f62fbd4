import clsx from "clsx";
import type { Tone } from "./Tag";

const TONES: readonly Tone[] = ["accent", "info", "success", "warning"];
const LOOKS: Partial<Record<Tone, string>> = {
  accent: "bg-accent-soft text-accent",
  info: "bg-info-soft text-info",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
};
const SIZES = { sm: "size-5 text-[9px]", md: "size-7 text-2xs", lg: "size-10 text-md" } as const;

/** The first letters of the first and last word of a name, at most two. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? "")].find((c) => /\p{L}|\p{N}/u.test(c)) ?? "")
    .join("")
    .toUpperCase();
}

/** A colour that stays the same for a name. */
function toneOf(name: string): Tone {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return TONES[hash % TONES.length] ?? "accent";
}

type AvatarProps = { name: string; size?: keyof typeof SIZES; square?: boolean; className?: string };

/** A person (round) or a company (square) by initials. Decoration: the name stands beside it. */
export function Avatar({ name, size = "sm", square = false, className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "inline-flex shrink-0 items-center justify-center font-semibold leading-none",
        square ? "rounded-sm" : "rounded-full",
        SIZES[size],
        LOOKS[toneOf(name)],
        className,
      )}
    >
      {initialsOf(name) || "·"}
    </span>
  );
}
