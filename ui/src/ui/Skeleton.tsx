import clsx from "clsx";

/** The place of text that is still coming; shows only when it takes longer than a blink. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={clsx("block h-2 animate-late rounded-full bg-hover", className)} />
  );
}
