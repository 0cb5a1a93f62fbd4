import { type KeyboardEvent, useRef } from "react";
import { chordOf, useCommands } from "~/platform/keyboard";
import type { RowPages } from "./rowPages";
import {
  EVERYTHING,
  isSelected,
  NOTHING,
  type Selection,
  selectedCount,
  toggled,
  withRows,
} from "./selection";

/** The most rows that one Shift selection reaches over; beyond it, “select all” is the way. */
export const MOST_IN_RANGE = 10_000;

type Options<Row> = {
  rows: number;
  pages: RowPages<Row>;
  rowId: (row: Row) => string;
  cursor: number;
  onCursor: (index: number) => void;
  pageRows: number;
  selection: Selection | undefined;
  onSelection: ((selection: Selection) => void) | undefined;
  onOpen: ((row: Row) => void) | undefined;
  onPeek: ((row: Row) => void) | undefined;
  onEscape: (() => void) | undefined;
  onColumnStep: (step: 1 | -1) => void;
  onEdit: () => void;
};

export type GridActions = {
  moveTo: (index: number, extend?: boolean) => void;
  toggle: (index: number) => void;
  extendTo: (index: number) => void;
  open: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** What keys and pointer do in a table: move, select, open. Letters and the like are commands, so the palette and the sheet show them. */
export function useGridActions<Row>(options: Options<Row>): GridActions {
  const {
    rows,
    pages,
    rowId,
    cursor,
    onCursor,
    pageRows,
    selection,
    onSelection,
    onOpen,
    onPeek,
    onEscape,
    onColumnStep,
    onEdit,
  } = options;
  const anchor = useRef(-1);

  const selectRange = async (to: number) => {
    if (!selection || !onSelection) return;
    const from = anchor.current < 0 ? Math.max(0, cursor) : anchor.current;
    anchor.current = from;
    const [first, last] = from < to ? [from, to + 1] : [to, from + 1];
    const found = await pages.range(first, Math.min(last, first + MOST_IN_RANGE));
    onSelection(withRows(selection, found.map(rowId), true));
  };

  const moveTo = (index: number, extend = false) => {
    if (rows === 0) return;
    const target = Math.min(rows - 1, Math.max(0, index));
    if (extend) void selectRange(target);
    else anchor.current = -1;
    onCursor(target);
  };

  const toggle = (index: number) => {
    const row = pages.current(index);
    if (!row || !selection || !onSelection) return;
    anchor.current = index;
    onSelection(toggled(selection, rowId(row)));
  };

  const withCursor = (act: ((row: Row) => void) | undefined) => () => {
    const row = pages.current(cursor);
    if (row) act?.(row);
  };
  const open = withCursor(onOpen);
  const peek = withCursor(onPeek);
  const here = cursor >= 0 && cursor < rows;
  const selectable = selection !== undefined && onSelection !== undefined;

  useCommands([
    {
      id: "table.next",
      group: "list",
      title: "common.table.next",
      keys: ["j"],
      enabled: rows > 0,
      paletteHidden: true,
      run: () => moveTo(cursor + 1),
    },
    {
      id: "table.previous",
      group: "list",
      title: "common.table.previous",
      keys: ["k"],
      enabled: rows > 0,
      paletteHidden: true,
      run: () => moveTo(cursor - 1),
    },
    {
      id: "table.first",
      group: "list",
      title: "common.table.first",
      keys: ["home"],
      enabled: rows > 0,
      paletteHidden: true,
      run: () => moveTo(0),
    },
    {
      id: "table.last",
      group: "list",
      title: "common.table.last",
      keys: ["end"],
      enabled: rows > 0,
      paletteHidden: true,
      run: () => moveTo(rows - 1),
    },
    ...(onOpen
      ? [
          {
            id: "table.open",
            group: "record",
            title: "common.table.open",
            keys: ["enter"],
            enabled: here,
            run: open,
          } as const,
        ]
      : []),
    ...(onPeek
      ? [
          {
            id: "table.peek",
            group: "record",
            title: "common.table.peek",
            keys: ["space"],
            enabled: here,
            run: peek,
          } as const,
        ]
      : []),
    {
      id: "table.edit",
      group: "record",
      title: "common.table.edit",
      keys: ["f2"],
      enabled: here,
      run: onEdit,
    },
    ...(selectable
      ? ([
          {
            id: "table.select",
            group: "list",
            title: "common.table.select",
            keys: ["x", "mod+space"],
            enabled: here,
            run: () => toggle(cursor),
          },
          {
            id: "table.extend_down",
            group: "list",
            title: "common.table.extend_down",
            keys: ["shift+j"],
            enabled: here,
            paletteHidden: true,
            run: () => moveTo(cursor + 1, true),
          },
          {
            id: "table.extend_up",
            group: "list",
            title: "common.table.extend_up",
            keys: ["shift+k"],
            enabled: here,
            paletteHidden: true,
            run: () => moveTo(cursor - 1, true),
          },
          {
            id: "table.select_all",
            group: "list",
            title: "common.table.select_all",
            keys: ["mod+a"],
            enabled: rows > 0,
            run: () => onSelection(EVERYTHING),
          },
          {
            id: "table.select_none",
            group: "list",
            title: "common.table.select_none",
            enabled: selectedCount(selection, rows) > 0,
            run: () => onSelection(NOTHING),
          },
        ] as const)
      : []),
  ]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.target !== event.currentTarget) return;
    const key = chordOf(event).replace(/^shift\+/, "");
    const moves: Record<string, () => void> = {
      down: () => moveTo(cursor + 1, event.shiftKey),
      up: () => moveTo(cursor - 1, event.shiftKey),
      pagedown: () => moveTo(cursor + pageRows - 1, event.shiftKey),
      pageup: () => moveTo(cursor - pageRows + 1, event.shiftKey),
      home: () => moveTo(0, event.shiftKey),
      end: () => moveTo(rows - 1, event.shiftKey),
      right: () => onColumnStep(1),
      left: () => onColumnStep(-1),
      esc: () => {
        if (selection && onSelection && selectedCount(selection, rows) > 0) onSelection(NOTHING);
        else onEscape?.();
      },
    };
    const move = moves[key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  return { moveTo, toggle, extendTo: (index) => moveTo(index, true), open, onKeyDown };
}

/** Whether the row with this id is chosen; false without a selection. */
export function chosen(selection: Selection | undefined, id: string | undefined): boolean {
  return selection !== undefined && id !== undefined && isSelected(selection, id);
}
