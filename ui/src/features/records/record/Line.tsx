import clsx from "clsx";
import type { ReactNode, Ref } from "react";

type LineProps = { ref?: Ref<HTMLDivElement>; name: string; className?: string; children: ReactNode };

/** A name and what stands beside it, in the list of what is known of a record. */
export function Line({ ref, name, className, children }: LineProps) {
  return (
    <div
      ref={ref}
      className={clsx(className, "grid min-h-[26px] grid-cols-[112px_minmax(0,1fr)] items-start gap-x-2")}
    >
      <dt className="truncate py-1 text-muted" title={name}>
        {name}
      </dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
