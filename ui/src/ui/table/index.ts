export { BigTable, type BigTableHandle, type BigTableProps } from "./BigTable";
export {
  arrange,
  type CellEditor,
  type Column,
  type ColumnLayout,
  DEFAULT_LAYOUT,
  type Sort,
  sortedNext,
  UNSORTED,
  withHidden,
} from "./columns";
export type { FetchWindow, RowPages } from "./rowPages";
export { EVERYTHING, isSelected, NOTHING, type Selection, selectedCount } from "./selection";
export { TableSkeleton } from "./TableSkeleton";
export { useRowPages, useRowVersion } from "./useRowPages";
