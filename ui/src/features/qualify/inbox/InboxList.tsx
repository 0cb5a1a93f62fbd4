import clsx from "clsx";
import { Check } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from "react";
import { useFormat, useT } from "~/i18n";
import type { InboxRow } from "~/ipc";
import { isFocusLost } from "~/platform/panes";
import { Skeleton } from "~/ui/Skeleton";
import { Tag } from "~/ui/Tag";
import { type RowPages, useRowVersion } from "~/ui/table";
import { useRowWindow } from "~/ui/table/useRowWindow";
import { GradeBadge } from "../card/GradeBadge";
import { BANT } from "../data/score";
import { quoteWords, signalName, sourceName } from "../words";

const ROW_PX = 88;

type InboxListProps = {
  total: number;
  pages: RowPages<InboxRow>;
  cursor: number;
  isChosen: (id: string) => boolean;
  onCursor: (place: number) => void;
  onChoose: (id: string) => void;
  onOpen: () => void;
};

/** The signals that wait. Its keys move between them. */
export function InboxList({ total, pages, cursor, isChosen, onCursor, onChoose, onOpen }: InboxListProps) {
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
      ArrowUp: -1,
      PageDown: pageRows,
      PageUp: -pageRows,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    const id = pages.at(cursor)?.signal.id;
    if (step !== undefined) onCursor(Math.min(total - 1, Math.max(0, cursor + step)));
    else if (event.key === " " && id) onChoose(id);
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
      aria-multiselectable
      tabIndex={0}
      data-pane-focus
      data-focus="inset"
      aria-label={t("qualify.inbox.list")}
      aria-activedescendant={drawn ? `${list}-${cursor}` : undefined}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-y-auto [contain:strict] [overflow-anchor:none]"
    >
      <div role="presentation" className="relative" style={{ height: spacer }}>
        {places.map((place) => {
          const row = pages.at(place);
          return (
            <InboxOption
              key={place % pool}
              id={`${list}-${place}`}
              row={row}
              place={place}
              total={total}
              top={offsetOf(place)}
              current={place === cursor}
              chosen={row !== undefined && isChosen(row.signal.id)}
              onPick={(event) => {
                onCursor(place);
                if (row && (event.ctrlKey || event.metaKey)) onChoose(row.signal.id);
              }}
              onMark={() => row && onChoose(row.signal.id)}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

type InboxOptionProps = {
  id: string;
  row: InboxRow | undefined;
  place: number;
  total: number;
  top: number;
  current: boolean;
  chosen: boolean;
  onPick: (event: MouseEvent) => void;
  onMark: () => void;
  onOpen: () => void;
};

function InboxOption(props: InboxOptionProps) {
  const { id, row, place, total, top, current, chosen, onPick, onMark, onOpen } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-posinset={place + 1}
      aria-setsize={total}
      aria-busy={row === undefined || undefined}
      onClick={onPick}
      onDoubleClick={onOpen}
      className={clsx(
        "absolute inset-x-0 flex gap-3 border-divider border-b px-4 py-2 [contain:strict]",
        current ? "bg-selected" : "hover:bg-hover",
      )}
      style={{ height: ROW_PX, transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: space does the same */}
      <span
        data-mark
        onClick={(event) => {
          event.stopPropagation();
          onMark();
        }}
        className="relative mt-0.5 flex size-3.5 shrink-0 items-center justify-center rounded-sm border-[1.5px] border-control bg-bg before:absolute before:-inset-2 data-[on]:border-accent data-[on]:bg-accent"
        data-on={chosen || undefined}
      >
        {chosen && <Check className="size-3 text-on-accent" strokeWidth={2.5} aria-hidden="true" />}
      </span>
      {row ? <Content row={row} current={current} /> : <Waiting />}
    </div>
  );
}

function Content({ row, current }: { row: InboxRow; current: boolean }) {
  const t = useT();
  const format = useFormat();
  const { signal, prospect, company, others, effect } = row;
  const quiet = current ? "text-muted" : "text-subtle";
  const dimension = BANT.find(({ letter }) => letter === signal.dims[0]);
  const about = company
    ? [company, prospect && others > 0 && t("qualify.inbox.counts_for", { count: others + 1 })]
    : [prospect?.title || t("qualify.inbox.nameless"), prospect?.subtitle];
  const where = [sourceName(signal.source, t), signal.source_name, format.date(signal.date)];
  const line = (parts: readonly unknown[]) => parts.filter(Boolean).join(" · ");
  return (
    <>
      <div className="min-w-0 flex-1 leading-[18px]">
        <div className="flex items-center gap-2">
          <span className="truncate font-medium">{signalName(signal.code, t)}</span>
          {dimension && <Tag>{t(`qualify.dimensions.${dimension.name}`)}</Tag>}
          {signal.polarity < 0 && <Tag tone="warning">{t("qualify.note.against")}</Tag>}
        </div>
        <div className="truncate">{line(about)}</div>
        <div className="truncate text-muted" title={signal.quote ?? undefined}>
          {signal.quote && quoteWords({ code: signal.code, quote: signal.quote }, t, format)}
        </div>
        <div className={clsx("truncate text-2xs", quiet)}>{line(where)}</div>
      </div>
      {effect && (
        <div className="flex w-36 shrink-0 flex-col items-end gap-1 max-[1000px]:w-28">
          <span className="flex items-center gap-2 font-semibold text-md tabular-nums">
            {format.number(effect.total)}
            <GradeBadge grade={effect.grade} label={t("qualify.card.grade", { grade: effect.grade })} />
          </span>
          <span className={clsx("text-2xs tabular-nums", quiet)}>
            {t("qualify.card.without", { total: effect.without })}
          </span>
        </div>
      )}
    </>
  );
}

function Waiting() {
  return (
    <div className="flex-1">
      <Skeleton className="w-40" />
      <Skeleton className="mt-2.5 w-56" />
      <Skeleton className="mt-2.5 w-72" />
    </div>
  );
}
