import clsx from "clsx";
import { CircleAlert } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useFormat, useT } from "~/i18n";
import type { ClusterRow } from "~/ipc";
import { isFocusLost } from "~/platform/panes";
import { Skeleton } from "~/ui/Skeleton";
import { shareWords } from "~/ui/shares";
import { type RowPages, useRowVersion } from "~/ui/table";
import { useRowWindow } from "~/ui/table/useRowWindow";

const ROW_PX = 53;

type ClusterListProps = {
  total: number;
  pages: RowPages<ClusterRow>;
  cursor: number;
  onCursor: (place: number) => void;
  /** Enter: on to the values. */
  onOpen: () => void;
};

/** The clusters, the most certain first. Its keys move between them. */
export function ClusterList({ total, pages, cursor, onCursor, onOpen }: ClusterListProps) {
  const t = useT();
  const list = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const version = useRowVersion(pages);
  const { range, pool, spacer, offsetOf, reveal, pageRows } = useRowWindow({
    scroller,
    rows: total,
    rowHeight: ROW_PX,
    header: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` changes when known rows have become old
  useEffect(
    () => pages.want(range.first, range.last, total),
    [pages, range.first, range.last, total, version],
  );
  useEffect(() => reveal(cursor), [cursor, reveal]);
  // Who came to the screen by keys goes on here; who is at something else stays there.
  useEffect(() => {
    if (isFocusLost() || document.activeElement?.matches("[data-pane=content]")) {
      scroller.current?.focus({ preventScroll: true });
    }
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowRight: 1,
      ArrowUp: -1,
      ArrowLeft: -1,
      PageDown: pageRows,
      PageUp: -pageRows,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    if (step !== undefined) onCursor(Math.min(total - 1, Math.max(0, cursor + step)));
    else if (event.key === "Enter") onOpen();
    else return;
    event.preventDefault();
  };

  const places = Array.from({ length: range.last - range.first }, (_, index) => range.first + index);
  const drawn = cursor >= range.first && cursor < range.last;
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      data-pane-focus
      data-focus="inset"
      aria-label={t("duplicates.list")}
      aria-activedescendant={drawn ? `${list}-${cursor}` : undefined}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-y-auto [contain:strict] [overflow-anchor:none]"
    >
      <div role="presentation" className="relative" style={{ height: spacer }}>
        {places.map((place) => (
          <ClusterOption
            key={place % pool}
            id={`${list}-${place}`}
            row={pages.at(place)}
            place={place}
            total={total}
            top={offsetOf(place)}
            current={place === cursor}
            onPick={() => onCursor(place)}
          />
        ))}
      </div>
    </div>
  );
}

type ClusterOptionProps = {
  id: string;
  row: ClusterRow | undefined;
  place: number;
  total: number;
  top: number;
  current: boolean;
  onPick: () => void;
};

function ClusterOption({ id, row, place, total, top, current, onPick }: ClusterOptionProps) {
  const t = useT();
  const format = useFormat();
  const of = row?.entity === "company" ? "duplicates.of_companies" : "duplicates.of_prospects";
  const title = row && (row.title || t("duplicates.nameless"));
  const share = row && shareWords(row.probability, format);
  const detail = row && [t(of, { count: row.records }), row.subtitle].filter(Boolean).join(" · ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      id={id}
      role="option"
      aria-selected={current}
      aria-posinset={place + 1}
      aria-setsize={total}
      aria-busy={row === undefined || undefined}
      onClick={onPick}
      title={row && `${title}\n${detail}`}
      className={clsx(
        "absolute inset-x-0 flex flex-col justify-center border-divider border-b px-3.5 [contain:strict]",
        current ? "bg-selected" : "hover:bg-hover",
      )}
      style={{ height: ROW_PX, transform: `translateY(${top}px)` }}
    >
      {row ? (
        <>
          <div className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
            {row.vetoed && (
              <CircleAlert className="size-3.5 shrink-0 self-center text-warning" aria-hidden="true" />
            )}
            <span className="sr-only">{t("duplicates.sure", { share })}</span>
            <span
              aria-hidden="true"
              className={clsx("shrink-0 text-2xs tabular-nums", current ? "text-muted" : "text-subtle")}
            >
              {share}
            </span>
          </div>
          <div className={clsx("truncate text-2xs", current ? "text-muted" : "text-subtle")}>{detail}</div>
        </>
      ) : (
        <>
          <Skeleton className="w-32" />
          <Skeleton className="mt-2 w-20" />
        </>
      )}
    </div>
  );
}

const PLACEHOLDERS = ["w-32", "w-24", "w-36", "w-28", "w-20", "w-32", "w-24"];

/** The place of the clusters while they come. */
export function ClusterListSkeleton() {
  return (
    <div aria-hidden="true">
      {PLACEHOLDERS.map((width, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
        <div key={place} className="flex h-[53px] flex-col justify-center border-divider border-b px-3.5">
          <Skeleton className={width} />
          <Skeleton className="mt-2 w-20" />
        </div>
      ))}
    </div>
  );
}
