import clsx from "clsx";
import { Fragment } from "react";

/** A path of the disk; a long one breaks behind its separators, and within a name only when the name alone is too long. */
export function Path({ path, className }: { path: string; className?: string }) {
  const parts = path.split(/(?<=[/\\])/);
  return (
    <span data-selectable translate="no" className={clsx("block break-words font-mono", className)}>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone
        <Fragment key={place}>
          {place > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
