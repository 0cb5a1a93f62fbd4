import clsx from "clsx";
import { BreakingText } from "./BreakingText";

/** A path of the disk; a long one breaks behind its separators, and within a name only when the name alone is too long. */
export function Path({ path, className }: { path: string; className?: string }) {
  return (
    <span data-selectable translate="no" className={clsx("block break-words font-mono", className)}>
      <BreakingText text={path} at={/(?<=[/\\])/} />
    </span>
  );
}
