import clsx from "clsx";
import { Check, ChevronRight, CornerDownRight } from "lucide-react";
import {
  type CSSProperties,
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useT } from "~/i18n";
import type { ClusterField, ClusterView } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { fieldName } from "~/ui/fields";
import { tellCutText } from "~/ui/table/cutText";
import type { Wishes } from "../state";
import { evidenceWords, isKept, isSettled, movedTo, saysNothing, speaksAgainst } from "./evidence";
import { RecordHeading } from "./RecordHeading";

/** Below so many fields that say nothing all are shown. */
const FEW = 3;
/** How many records leave room for what agrees beside them. */
const MOST_BESIDE = 3;
/** The widths of the columns, in px: the field, with what agrees under it and without; a record at least; what agrees. */
const NARROW_FIELD_PX = 136;
const FIELD_PX = 104;
const VALUE_PX = 140;
const EVIDENCE_PX = 208;

export type CompareHandle = { focus: () => void };

type CompareTableProps = {
  view: ClusterView;
  wishes: Wishes;
  onChoose: (field: string, record: string) => void;
  onTake: (record: string) => void;
  /** Esc: back to where the clusters are. */
  onLeave: () => void;
  handle: Ref<CompareHandle>;
};

/** The tags of the records as one more field: all of them stay. */
function tagsOf({ records }: ClusterView): ClusterField | null {
  if (records.every(({ tags }) => tags.length === 0)) return null;
  const values = records.map(({ tags }) => (tags.length > 0 ? tags.join(", ") : null));
  return { field: "tags", values, kept: null, from: null, agreement: null, evidence: [] };
}

/** The records side by side, field by field: the values that stay are marked, and another can be chosen. */
export function CompareTable({ view, wishes, onChoose, onTake, onLeave, handle }: CompareTableProps) {
  const t = useT();
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const [all, setAll] = useState(false);
  const silent = view.fields.filter(saysNothing);
  const folded = !all && silent.length >= FEW;
  const fields = folded ? view.fields.filter((field) => !saysNothing(field)) : view.fields;
  const tags = tagsOf(view);
  const lines = tags ? [...fields, tags] : fields;
  const { records } = view;
  const row = Math.min(active.row, lines.length - 1);
  const column = Math.min(active.column, records.length - 1);

  const go = (toRow: number, toColumn: number) => {
    const next = {
      row: Math.min(lines.length - 1, Math.max(0, toRow)),
      column: Math.min(records.length - 1, Math.max(0, toColumn)),
    };
    setActive(next);
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row},${next.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  useImperativeHandle(handle, () => ({ focus: () => go(row, column) }));

  const canChoose = (line: ClusterField, place: number) => {
    const record = records[place];
    return (
      line !== tags &&
      !isSettled(line.field) &&
      line.values[place] != null &&
      record !== undefined &&
      !wishes.without.includes(record.id)
    );
  };
  const choose = (line: ClusterField, place: number) => {
    const record = records[place];
    if (record && canChoose(line, place)) onChoose(line.field, record.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target as Element).matches("[data-cell]") || event.altKey) return;
    const current = lines[row];
    if (event.key === "ArrowDown") go(row + 1, column);
    else if (event.key === "ArrowUp") go(row - 1, column);
    else if (event.key === "ArrowRight") go(row, column + 1);
    else if (event.key === "ArrowLeft") go(row, column - 1);
    else if (event.key === "Home") go(event.ctrlKey ? 0 : row, 0);
    else if (event.key === "End") go(event.ctrlKey ? lines.length : row, records.length);
    else if (event.key === "Enter" || event.key === " ") {
      if (current) choose(current, column);
    } else if (event.key === "Escape") onLeave();
    else return;
    event.preventDefault();
  };
  useCommands([
    {
      id: "duplicates.leave_out",
      group: "record",
      title: "duplicates.leave_out",
      keys: ["x"],
      paletteHidden: true,
      enabled: records.length > 2,
      run: () => {
        const record = records[column];
        if (record) onTake(record.id);
      },
    },
  ]);

  const values = `repeat(${records.length}, minmax(${VALUE_PX}px, 1fr))`;
  const beside = records.length <= MOST_BESIDE;
  const line = {
    style: {
      "--narrow": `${NARROW_FIELD_PX}px ${values}`,
      "--wide": `${FIELD_PX}px ${values} ${EVIDENCE_PX}px`,
      minWidth: NARROW_FIELD_PX + records.length * VALUE_PX,
    } as CSSProperties,
    className: clsx("grid min-h-9.5 grid-cols-(--narrow)", beside && "@2xl:min-h-8 @2xl:grid-cols-(--wide)"),
  };
  // Where there is no room for it beside the values, what agrees stands under the name of the field.
  const under = clsx("truncate text-2xs", beside && "@2xl:hidden");
  return (
    // biome-ignore lint/a11y/useKeyWithMouseEvents: a cut text is read whole without a pointer
    // biome-ignore lint/a11y/noStaticElementInteractions: it only tells what the pointer is on
    <div className="overflow-x-auto" onMouseOver={tellCutText}>
      <div
        ref={grid}
        role="grid"
        tabIndex={-1}
        aria-label={t("duplicates.table.label")}
        onKeyDown={onKeyDown}
        className="focus:outline-none"
      >
        <div role="row" {...line}>
          <div role="columnheader" className={clsx(HEAD, "sticky left-0 z-10 bg-bg")}>
            <span className="sr-only">{t("duplicates.table.field")}</span>
          </div>
          {records.map((record, place) => (
            <RecordHeading
              key={record.id}
              record={record}
              entity={view.entity}
              place={place}
              taken={!wishes.without.includes(record.id)}
              onTake={records.length > 2 ? () => onTake(record.id) : undefined}
              className={HEAD}
            />
          ))}
          {beside && (
            <div role="columnheader" className={clsx(HEAD, "hidden @2xl:block")}>
              <span className="block truncate">{t("duplicates.table.agrees")}</span>
            </div>
          )}
        </div>
        {lines.map((one, at) => {
          const name = fieldName({ id: one.field }, t, view.entity);
          const words = one === tags ? t("duplicates.rule.all_kept") : evidenceWords(one, t);
          const tone = speaksAgainst(one) ? "text-warning" : "text-muted";
          return (
            <div key={one.field} role="row" {...line}>
              <div
                role="rowheader"
                className="sticky left-0 z-10 flex flex-col justify-center border-divider border-b bg-bg px-2.5 text-muted"
              >
                <span className="truncate" title={name}>
                  {name}
                </span>
                {words && (
                  <span className={clsx(under, tone)} title={words}>
                    {words}
                  </span>
                )}
              </div>
              {records.map((record, place) => (
                <ValueCell
                  key={record.id}
                  at={`${at},${place}`}
                  value={one.values[place] ?? null}
                  moved={movedTo(one, place)}
                  kept={
                    (one === tags ? record.tags.length > 0 : isKept(one, place)) &&
                    !wishes.without.includes(record.id)
                  }
                  out={wishes.without.includes(record.id)}
                  choosable={canChoose(one, place)}
                  tabbable={at === row && place === column}
                  onPick={() => {
                    go(at, place);
                    choose(one, place);
                  }}
                />
              ))}
              {beside && (
                <div
                  role="gridcell"
                  className="hidden min-w-0 items-center border-divider border-b px-2.5 @2xl:flex"
                >
                  <span className={clsx("truncate", tone)}>{words}</span>
                </div>
              )}
            </div>
          );
        })}
      </div>
      {silent.length >= FEW && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="sticky left-0 mt-1 flex h-7 items-center gap-1.5 rounded-md px-2 text-muted text-xs hover:bg-hover hover:text-fg"
        >
          <ChevronRight
            className={clsx("size-3.5 transition-transform", all && "rotate-90")}
            aria-hidden="true"
          />
          {t("duplicates.table.same_fields", { count: silent.length })}
        </button>
      )}
    </div>
  );
}

const HEAD = "border-divider border-b px-2.5 pb-1.5 text-left align-bottom font-medium text-subtle text-xs";

type ValueCellProps = {
  at: string;
  value: string | null;
  /** What stays of the record in this field, though it stands in another one there. */
  moved: string | null;
  kept: boolean;
  /** Whether its record is left out. */
  out: boolean;
  choosable: boolean;
  tabbable: boolean;
  onPick: () => void;
};

function ValueCell({ at, value, moved, kept, out, choosable, tabbable, onPick }: ValueCellProps) {
  const t = useT();
  const text = moved ?? value;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table has the keys
    <div
      role="gridcell"
      data-cell={at}
      data-focus="inset"
      tabIndex={tabbable ? 0 : -1}
      aria-selected={kept}
      onClick={onPick}
      className={clsx(
        "flex min-w-0 items-center gap-1.5 border-divider border-b px-2.5 transition-colors",
        kept ? "bg-accent-soft font-medium" : choosable && "hover:bg-hover",
        out && "text-subtle line-through decoration-subtle/60",
      )}
    >
      {moved !== null && (
        <span title={t("duplicates.table.moved")} className="shrink-0">
          <CornerDownRight className="size-3.5 text-subtle" aria-hidden="true" />
          <span className="sr-only">{t("duplicates.table.moved")}</span>
        </span>
      )}
      {text === null ? (
        <span className="flex-1 text-subtle">
          <span aria-hidden="true">—</span>
          <span className="sr-only">{t("duplicates.table.nothing")}</span>
        </span>
      ) : (
        <span data-selectable className="min-w-0 flex-1 truncate">
          {text}
        </span>
      )}
      {kept && <Check className="size-3.5 shrink-0 text-accent" aria-hidden="true" />}
    </div>
  );
}
