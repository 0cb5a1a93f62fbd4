import clsx from "clsx";
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ChevronDown, EyeOff, RotateCcw } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useT } from "~/i18n";
import { Checkbox } from "../Checkbox";
import { Menu, MenuItem, MenuSeparator } from "../Menu";
import {
  type Column,
  type ColumnLayout,
  moved,
  movedBy,
  resized,
  type Sort,
  sortedNext,
  widthOf,
  withHidden,
} from "./columns";

/** How far a resize moves by one key, in px. */
const KEY_STEP = 16;

type TableHeaderProps<Row> = {
  columns: readonly Column<Row>[];
  layout: ColumnLayout;
  onLayout?: ((layout: ColumnLayout) => void) | undefined;
  sort: readonly Sort[];
  onSort?: ((sort: readonly Sort[]) => void) | undefined;
  /** The state of the box that selects all; undefined when rows cannot be selected. */
  selected: boolean | "mixed" | undefined;
  onSelectAll: (selected: boolean) => void;
  stickyFirst: boolean;
};

/** The names of the columns: sort by a click, widen by dragging an edge, move by dragging a name; all of it by menu and keys too. */
export function TableHeader<Row>(props: TableHeaderProps<Row>) {
  const { columns, layout, onLayout, sort, onSort, selected, onSelectAll, stickyFirst } = props;
  const t = useT();
  const [stop, setStop] = useState(0);
  const [dropBefore, setDropBefore] = useState<string | null | undefined>(undefined);
  const row = useRef<HTMLDivElement>(null);

  const focusColumn = (index: number) => {
    const target = Math.max(0, Math.min(columns.length - 1, index));
    setStop(target);
    row.current?.querySelectorAll<HTMLElement>("[data-header]")[target]?.focus();
  };

  return (
    <div
      ref={row}
      role="row"
      aria-rowindex={1}
      tabIndex={-1}
      className="sticky top-0 z-30 grid h-[30px] w-full min-w-(--columns-width) grid-cols-(--columns) border-divider border-b bg-bg font-medium text-subtle text-xs"
    >
      {selected !== undefined && (
        <div
          role="columnheader"
          className={clsx("flex items-center bg-bg pl-2.5", stickyFirst && "sticky left-0 z-10")}
        >
          <Checkbox checked={selected} onChecked={onSelectAll} aria-label={t("common.table.select_all")} />
        </div>
      )}
      {columns.map((column, index) => (
        <HeaderCell
          key={column.id}
          column={column}
          columns={columns}
          layout={layout}
          onLayout={onLayout}
          sort={sort}
          onSort={column.sortable ? onSort : undefined}
          tabStop={index === Math.min(stop, columns.length - 1)}
          onStep={(step) => focusColumn(index + step)}
          dropBefore={dropBefore}
          onDropBefore={setDropBefore}
          className={clsx(
            index === 0 &&
              stickyFirst &&
              (selected === undefined ? "sticky left-0 z-10" : "sticky left-[34px] z-10"),
          )}
        />
      ))}
    </div>
  );
}

type HeaderCellProps<Row> = {
  column: Column<Row>;
  columns: readonly Column<Row>[];
  layout: ColumnLayout;
  onLayout: ((layout: ColumnLayout) => void) | undefined;
  sort: readonly Sort[];
  onSort: ((sort: readonly Sort[]) => void) | undefined;
  tabStop: boolean;
  onStep: (step: 1 | -1) => void;
  dropBefore: string | null | undefined;
  onDropBefore: (id: string | null | undefined) => void;
  className: string;
};

/** The column that a dragged header would stand before: the first whose middle is right of the pointer. */
function columnAfter(header: Element, x: number): string | null {
  for (const cell of header.querySelectorAll<HTMLElement>("[data-header-cell]")) {
    const { left, width } = cell.getBoundingClientRect();
    if (x < left + width / 2) return cell.dataset.headerCell ?? null;
  }
  return null;
}

function HeaderCell<Row>(props: HeaderCellProps<Row>) {
  const {
    column,
    columns,
    layout,
    onLayout,
    sort: order,
    onSort,
    tabStop,
    onStep,
    dropBefore,
    onDropBefore,
    className,
  } = props;
  const t = useT();
  const [menu, setMenu] = useState(false);
  const dragged = useRef(false);

  const place = order.findIndex((key) => key.column === column.id);
  const sort = order[place];
  const sortBy = (descending: boolean) => onSort?.([{ column: column.id, descending }]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.altKey && event.key === "ArrowDown") setMenu(true);
    else if (step === 0) return;
    else if (event.altKey && event.shiftKey) {
      if (!column.fixed) onLayout?.(movedBy(layout, columns, column.id, step));
    } else if (event.altKey) onLayout?.(resized(layout, column, widthOf(column, layout) + step * KEY_STEP));
    else onStep(step);
    event.preventDefault();
    event.stopPropagation();
  };

  const startMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (column.fixed || !onLayout || event.button !== 0) return;
    const button = event.currentTarget;
    const header = button.closest("[role=row]");
    const from = event.clientX;
    dragged.current = false;
    const onMove = (move: globalThis.PointerEvent) => {
      if (!dragged.current && Math.abs(move.clientX - from) < 6) return;
      dragged.current = true;
      if (header) onDropBefore(columnAfter(header, move.clientX));
    };
    const onEnd = (end: globalThis.PointerEvent) => {
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerup", onEnd);
      onDropBefore(undefined);
      if (!dragged.current || !header) return;
      const before = columnAfter(header, end.clientX);
      if (before !== column.id) onLayout(moved(layout, columns, column.id, before));
    };
    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onEnd);
  };

  const startResize = (event: PointerEvent<HTMLElement>) => {
    if (!onLayout) return;
    event.preventDefault();
    const cell = event.currentTarget.parentElement;
    const from = event.clientX;
    const width = cell?.offsetWidth ?? widthOf(column, layout);
    const onMove = (move: globalThis.PointerEvent) =>
      onLayout(resized(layout, column, width + move.clientX - from));
    const onEnd = () => removeEventListener("pointermove", onMove);
    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onEnd, { once: true });
  };

  const SortIcon = sort?.descending ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      aria-sort={sort ? (sort.descending ? "descending" : "ascending") : undefined}
      data-header-cell={column.id}
      className={clsx(
        "group/head relative flex min-w-0 items-center bg-bg",
        dropBefore === column.id &&
          "before:absolute before:inset-y-1 before:left-0 before:w-0.5 before:bg-accent",
        className,
      )}
    >
      <button
        type="button"
        data-header
        data-focus="inset"
        tabIndex={tabStop ? 0 : -1}
        onPointerDown={startMove}
        onClick={(event) => {
          if (!dragged.current) onSort?.(sortedNext(order, column.id, event.shiftKey));
          dragged.current = false;
        }}
        onKeyDown={onKeyDown}
        className={clsx(
          "flex h-full min-w-0 flex-1 items-center gap-1 px-2.5 text-left hover:text-fg",
          sort && "text-fg",
          column.align === "end" && "justify-end",
        )}
      >
        <span className="truncate">{column.title}</span>
        {sort && <SortIcon className="size-3 shrink-0" aria-hidden="true" />}
        {sort && order.length > 1 && <span className="text-2xs tabular-nums">{place + 1}</span>}
      </button>
      {(onLayout || onSort) && (
        <Menu
          open={menu}
          onOpen={setMenu}
          align="end"
          trigger={
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("common.table.column_menu", { column: column.title })}
              className="absolute right-1.5 flex size-6 items-center justify-center rounded-sm bg-bg text-subtle opacity-0 hover:bg-hover focus-visible:opacity-100 group-hover/head:opacity-100 aria-expanded:opacity-100"
            >
              <ChevronDown className="size-3.5" aria-hidden="true" />
            </button>
          }
        >
          {onSort && (
            <>
              <MenuItem icon={<ArrowUp />} onSelect={() => sortBy(false)}>
                {t("common.table.sort_up")}
              </MenuItem>
              <MenuItem icon={<ArrowDown />} onSelect={() => sortBy(true)}>
                {t("common.table.sort_down")}
              </MenuItem>
              {sort && (
                <MenuItem onSelect={() => onSort(order.filter((key) => key !== sort))}>
                  {t("common.table.sort_none")}
                </MenuItem>
              )}
            </>
          )}
          {onLayout && (
            <>
              {onSort && <MenuSeparator />}
              {!column.fixed && (
                <>
                  <MenuItem
                    icon={<ArrowLeft />}
                    onSelect={() => onLayout(movedBy(layout, columns, column.id, -1))}
                  >
                    {t("common.table.move_left")}
                  </MenuItem>
                  <MenuItem
                    icon={<ArrowRight />}
                    onSelect={() => onLayout(movedBy(layout, columns, column.id, 1))}
                  >
                    {t("common.table.move_right")}
                  </MenuItem>
                  <MenuItem icon={<EyeOff />} onSelect={() => onLayout(withHidden(layout, column.id, true))}>
                    {t("common.table.hide")}
                  </MenuItem>
                </>
              )}
              <MenuItem
                icon={<RotateCcw />}
                disabled={!(column.id in layout.widths)}
                onSelect={() => {
                  const { [column.id]: _width, ...widths } = layout.widths;
                  onLayout({ ...layout, widths });
                }}
              >
                {t("common.table.reset_width")}
              </MenuItem>
            </>
          )}
        </Menu>
      )}
      {onLayout && (
        <span
          aria-hidden="true"
          onPointerDown={startResize}
          className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize group-last/head:right-0 after:absolute after:inset-y-2 after:left-1/2 after:w-px after:bg-divider after:opacity-0 hover:after:opacity-100 group-hover/head:after:opacity-100"
        />
      )}
    </div>
  );
}
