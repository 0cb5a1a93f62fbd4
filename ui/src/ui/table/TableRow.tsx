import clsx from "clsx";
import { memo } from "react";
import { Skeleton } from "../Skeleton";
import { CellEditor, type EditStep } from "./CellEditor";
import type { Column } from "./columns";

/** The actions of a table that its rows use; the object stays the same. */
export type RowActions<Row> = {
  finishEdit: (row: Row, column: Column<Row>, value: string, step: EditStep) => void;
  cancelEdit: () => void;
};

type TableRowProps<Row> = {
  /** The id of the row and, with `-<column>`, of the cells of the active row: only they are referred to. */
  id: string;
  index: number;
  /** Where it stands in the scrolled element, in px. */
  y: number;
  row: Row | undefined;
  columns: readonly Column<Row>[];
  /** Undefined when rows cannot be selected. */
  selected: boolean | undefined;
  active: boolean;
  activeColumn: string | null;
  editing: string | null;
  stickyFirst: boolean;
  actions: RowActions<Row>;
};

function SelectBox({ selected }: { selected: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "flex size-3.5 items-center justify-center rounded-sm border-[1.5px]",
        selected
          ? "border-accent bg-accent text-on-accent"
          : "border-control bg-bg group-hover/row:border-muted",
      )}
    >
      {selected && (
        <svg
          viewBox="0 0 14 14"
          className="size-3.5 stroke-current"
          fill="none"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
          aria-hidden="true"
        >
          <path d="m3.8 7.2 2.2 2.2 4.2-4.6" />
        </svg>
      )}
    </span>
  );
}

function TableRowInner<Row>(props: TableRowProps<Row>) {
  const { id, index, y, row, columns, selected, active, activeColumn, editing, stickyFirst, actions } = props;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected ?? active}
      aria-busy={row === undefined || undefined}
      data-row={index}
      className={clsx(
        "group/row absolute top-0 left-0 grid [contain:layout_style] h-(--row) w-full min-w-(--columns-width) grid-cols-(--columns) items-stretch border-divider border-b",
        selected ? "bg-selected" : active ? "bg-hover" : "bg-bg hover:bg-hover",
      )}
      style={{ transform: `translateY(${y}px)` }}
    >
      {selected !== undefined && (
        <div
          role="gridcell"
          aria-colindex={1}
          data-select
          className={clsx("flex items-center pl-2.5", stickyFirst && "sticky left-0 z-10 bg-inherit")}
        >
          <SelectBox selected={selected} />
        </div>
      )}
      {columns.map((column, place) => (
        <div
          key={column.id}
          id={active ? `${id}-${column.id}` : undefined}
          role="gridcell"
          aria-colindex={place + (selected === undefined ? 1 : 2)}
          aria-readonly={column.editor ? undefined : true}
          data-column={column.id}
          className={clsx(
            "flex min-w-0 items-center overflow-hidden whitespace-nowrap px-2.5",
            column.numeric && "tabular-nums",
            column.align === "end" && "justify-end",
            place === 0 &&
              stickyFirst &&
              clsx("sticky z-10 bg-inherit", selected === undefined ? "left-0" : "left-[34px]"),
            active && activeColumn === column.id && "rounded-sm outline-2 outline-focus -outline-offset-2",
          )}
        >
          {row === undefined ? (
            <Skeleton className={place === 0 ? "w-32" : "w-16"} />
          ) : editing === column.id && column.editor ? (
            <CellEditor
              label={column.title}
              value={column.editor.value(row)}
              options={column.editor.options}
              suggest={column.editor.suggest}
              onDone={(value, step) => actions.finishEdit(row, column, value, step)}
              onCancel={actions.cancelEdit}
            />
          ) : (
            <div className={clsx("min-w-0 truncate", column.align === "end" && "text-right")}>
              {column.cell(row)}
            </div>
          )}
        </div>
      ))}
      {active && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 left-0 z-20 w-[2px] bg-accent forced-colors:w-1 forced-colors:bg-[Highlight] forced-colors:forced-color-adjust-none"
        />
      )}
    </div>
  );
}

/** One row; drawn again only when something about it changes. */
export const TableRow = memo(TableRowInner) as typeof TableRowInner;
