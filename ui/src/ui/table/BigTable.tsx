import clsx from "clsx";
import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { useT } from "~/i18n";
import { ROW_HEIGHTS, usePreferences } from "~/platform/preferences";
import { ErrorState } from "../ErrorState";
import type { EditStep } from "./CellEditor";
import {
  arrange,
  type Column,
  type ColumnLayout,
  DEFAULT_LAYOUT,
  gridTemplate,
  HEADER_PX,
  type Sort,
  UNSORTED,
  widthOf,
} from "./columns";
import { tellCutText } from "./cutText";
import type { RowPages } from "./rowPages";
import { EVERYTHING, NOTHING, type Selection, selectionState } from "./selection";
import { TableHeader } from "./TableHeader";
import { type RowActions, TableRow } from "./TableRow";
import { chosen, useGridActions } from "./useGridActions";
import { useRowVersion } from "./useRowPages";
import { useRowWindow } from "./useRowWindow";

const SELECT_PX = 34;

export type BigTableHandle = {
  /** Puts the focus on the table, where keys move the cursor. */
  focus: () => void;
  /** Scrolls as little as needed to see a row. */
  reveal: (index: number) => void;
};

export type BigTableProps<Row> = {
  /** The accessible name. */
  label: string;
  /** How many rows match. */
  rows: number;
  /** The fetched rows, from `useRowPages`. */
  pages: RowPages<Row>;
  rowId: (row: Row) => string;
  /** Keep the same array while nothing about the columns changes. */
  columns: readonly Column<Row>[];
  layout?: ColumnLayout;
  onLayout?: (layout: ColumnLayout) => void;
  /** The order, the most important column first. */
  sort?: readonly Sort[];
  onSort?: (sort: readonly Sort[]) => void;
  /** The row that keys act on; -1 for none. */
  cursor: number;
  onCursor: (index: number) => void;
  /** Leave out for a table without check boxes. */
  selection?: Selection;
  onSelection?: (selection: Selection) => void;
  onOpen?: (row: Row) => void;
  onPeek?: (row: Row) => void;
  /** Esc with nothing selected. */
  onEscape?: () => void;
  /** Called with the new value of a cell; show it at once with `pages.patch`. */
  onEdit?: (row: Row, column: string, value: string) => void;
  /** Keeps the first column in view while scrolling sideways. */
  stickyFirst?: boolean;
  /** Shown under the header when no row matches. */
  empty?: ReactNode;
  handle?: Ref<BigTableHandle>;
};

/** A table of any number of rows that fetches only what it shows. */
export function BigTable<Row>(props: BigTableProps<Row>) {
  const {
    label,
    rows,
    pages,
    rowId,
    columns,
    layout = DEFAULT_LAYOUT,
    onLayout,
    sort = UNSORTED,
    onSort,
    cursor,
    onCursor,
  } = props;
  const {
    selection,
    onSelection,
    onOpen,
    onPeek,
    onEscape,
    onEdit,
    stickyFirst = true,
    empty,
    handle,
  } = props;
  const t = useT();
  const grid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = ROW_HEIGHTS[usePreferences((state) => state.density)];
  const [activeColumn, setActiveColumn] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const version = useRowVersion(pages);

  const { order, hidden } = layout;
  const shown = useMemo(() => arrange(columns, { order, hidden }), [columns, order, hidden]);
  const { range, pool, spacer, offsetOf, reveal, pageRows } = useRowWindow({
    scroller,
    rows,
    rowHeight,
    header: HEADER_PX,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` changes when known rows have become old
  useEffect(() => pages.want(range.first, range.last, rows), [pages, range.first, range.last, rows, version]);

  const setCursor = (index: number) => {
    setEditing(null);
    onCursor(index);
    reveal(index);
  };

  const editable = useMemo(() => (onEdit ? shown.filter((column) => column.editor) : []), [onEdit, shown]);
  const startEdit = (column: string | null) => {
    const target = editable.find((one) => one.id === column) ?? editable[0];
    if (!target || !pages.current(cursor)) return;
    setActiveColumn(target.id);
    setEditing(target.id);
  };

  const actions = useGridActions({
    rows,
    pages,
    rowId,
    cursor,
    onCursor: setCursor,
    pageRows,
    selection,
    onSelection,
    onOpen: editable.some((one) => one.id === activeColumn) ? () => startEdit(activeColumn) : onOpen,
    onPeek,
    onEscape: activeColumn ? () => setActiveColumn(null) : onEscape,
    onColumnStep: (step) => {
      const at = shown.findIndex((column) => column.id === activeColumn);
      setActiveColumn(shown[Math.min(shown.length - 1, Math.max(0, at + step))]?.id ?? null);
    },
    onEdit: () => startEdit(activeColumn),
  });

  const focus = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);
  useImperativeHandle(handle, () => ({ focus, reveal }), [focus, reveal]);

  const finishEdit = (row: Row, column: Column<Row>, value: string, step: EditStep) => {
    if (value !== column.editor?.value(row)) onEdit?.(row, column.id, value);
    const at = editable.indexOf(column);
    const next = step === "stay" ? undefined : editable[at + (step === "next" ? 1 : -1)];
    setEditing(next?.id ?? null);
    if (next) setActiveColumn(next.id);
    else focus();
  };
  const latestFinish = useRef(finishEdit);
  latestFinish.current = finishEdit;
  const rowActions = useMemo<RowActions<Row>>(
    () => ({
      finishEdit: (...change) => latestFinish.current(...change),
      cancelEdit: () => {
        setEditing(null);
        focus();
      },
    }),
    [focus],
  );

  const hit = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const index = Number(target?.closest<HTMLElement>("[data-row]")?.dataset.row ?? -1);
    const column = target?.closest<HTMLElement>("[data-column]")?.dataset.column ?? null;
    return {
      index,
      column,
      onBox: target?.closest("[data-select]") != null,
      onControl: target?.closest("input, button, a") != null,
    };
  };

  const onClick = (event: MouseEvent) => {
    const { index, onBox, onControl } = hit(event);
    if (index < 0 || onControl) return;
    if (event.shiftKey) actions.extendTo(index);
    else if (onBox || event.ctrlKey || event.metaKey) {
      actions.toggle(index);
      setCursor(index);
    } else {
      setActiveColumn(null);
      actions.moveTo(index);
    }
  };

  const onDoubleClick = (event: MouseEvent) => {
    const { index, column, onBox, onControl } = hit(event);
    if (index < 0 || onBox || onControl) return;
    if (editable.some((one) => one.id === column)) startEdit(column);
    else actions.open();
  };

  const lead = selection ? `${SELECT_PX}px` : "";
  const width = shown.reduce((sum, column) => sum + widthOf(column, layout), selection ? SELECT_PX : 0);
  const drawn: ReactNode[] = [];
  for (let index = range.first; index < range.last; index++) {
    const row = pages.at(index);
    const active = index === cursor;
    drawn.push(
      <TableRow
        key={index % pool}
        id={`${grid}-${index}`}
        index={index}
        y={offsetOf(index)}
        row={row}
        columns={shown}
        selected={selection ? chosen(selection, row && rowId(row)) : undefined}
        active={active}
        activeColumn={active ? activeColumn : null}
        editing={active ? editing : null}
        stickyFirst={stickyFirst}
        actions={rowActions}
      />,
    );
  }

  const cursorDrawn = cursor >= range.first && cursor < range.last;
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        data-pane-focus
        data-focus="inset"
        aria-label={label}
        aria-rowcount={rows + 1}
        aria-colcount={shown.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={
          cursorDrawn ? (activeColumn ? `${grid}-${cursor}-${activeColumn}` : `${grid}-${cursor}`) : undefined
        }
        onKeyDown={actions.onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onPointerOver={tellCutText}
        className={clsx(
          "min-h-0 flex-1 [contain:strict] [overflow-anchor:none]",
          // What stands in the place of rows needs no more room than there is.
          rows === 0 ? "overflow-hidden" : "overflow-auto",
        )}
        style={
          { "--columns": gridTemplate(shown, layout, lead), "--columns-width": `${width}px` } as CSSProperties
        }
      >
        <TableHeader
          columns={shown}
          layout={layout}
          onLayout={onLayout}
          sort={sort}
          onSort={onSort}
          selected={selection && selectionState(selection, rows)}
          onSelectAll={(all) => onSelection?.(all ? EVERYTHING : NOTHING)}
          stickyFirst={stickyFirst}
        />
        <div
          role="presentation"
          className="relative w-full min-w-(--columns-width)"
          style={{ height: spacer }}
        >
          {drawn}
        </div>
      </div>
      {rows === 0 && empty && (
        <div className="absolute inset-x-0 top-[30px] bottom-0 flex bg-bg">{empty}</div>
      )}
      {pages.error !== undefined && (
        <div className="absolute inset-x-4 bottom-4">
          <ErrorState
            inline
            error={pages.error}
            onRetry={() => pages.refresh()}
            kept={t("common.table.rows_kept")}
          />
        </div>
      )}
    </div>
  );
}
