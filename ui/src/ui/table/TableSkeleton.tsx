import { useT } from "~/i18n";
import { Skeleton } from "../Skeleton";
import { HEADER_PX } from "./columns";

/** Rows drawn: as many as a usual window has room for. */
const ROWS = 20;
const WIDTHS = ["w-32", "w-24", "w-28", "w-20"] as const;

/** The place of a table whose rows are still coming. */
export function TableSkeleton() {
  const t = useT();
  return (
    <div className="min-h-0 flex-1 overflow-hidden" aria-busy="true">
      <span role="status" className="sr-only">
        {t("common.loading")}
      </span>
      <div className="border-divider border-b" style={{ height: HEADER_PX }} />
      {Array.from({ length: ROWS }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
          key={row}
          className="grid h-8 grid-cols-4 items-center gap-5 border-divider border-b pr-6 pl-11"
        >
          {WIDTHS.map((width) => (
            <Skeleton key={width} className={width} />
          ))}
        </div>
      ))}
    </div>
  );
}
