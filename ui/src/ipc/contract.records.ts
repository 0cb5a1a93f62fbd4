// The commands about lists, records, views, history and exports, typed by hand until the generated bindings stand.
import type { Channel } from "@tauri-apps/api/core";
import { call, type Entity } from "./contract";

export type FieldKind =
  | "text"
  | "long_text"
  | "email"
  | "phone"
  | "url"
  | "number"
  | "date"
  | "choice"
  | "tags";
export type FieldView = {
  id: string;
  entity: Entity;
  kind: FieldKind;
  label: string | null;
  read_only: boolean;
};

export type Op = "is" | "contains" | "starts_with" | "empty" | "at_least" | "at_most";
export type Filter =
  | { kind: "and"; of: Filter[] }
  | { kind: "or"; of: Filter[] }
  | { kind: "not"; of: Filter }
  | { kind: "test"; field: string; op: Op; values: string[] };
export type SortKey = { field: string; descending: boolean };
export type Scope = "active" | "archived";
export type ListQuery = { scope: Scope; filter: Filter; search: string; sort: SortKey[] };

export type OpenList = { entity: Entity; query: ListQuery };
export type ListView = { snapshot: number; total: number; of: number };
export type ListWindow = { snapshot: number; offset: number; limit: number; fields: string[] };
export type ListRow = {
  id: string;
  title: string;
  company_id: string | null;
  cells: string[];
  tags: string[];
  archived: boolean;
  sample: boolean;
};
export type ListRows = { stale: boolean; rows: ListRow[] };
export type ListValues = { entity: Entity; field: string; prefix: string; limit: number };
export type ValueCount = { value: string; count: number };
export type LocateRecord = { snapshot: number; id: string };
export type Selection =
  | { kind: "ids"; ids: string[] }
  | { kind: "matching"; query: ListQuery; except: string[] };

export type RecordKey = { entity: Entity; id: string };
export type SourceKind = "user" | "import" | "sample";
export type SourceView = {
  kind: SourceKind;
  at: number;
  file: string | null;
  row: number | null;
  import_id: string | null;
};
export type ValueView = { field: string; value: string; source: SourceView };
export type RecordLink = { id: string; title: string; subtitle: string };
export type CellView = { field: string; old: string | null; new: string | null };
export type RecordChange = {
  change: string;
  at: number;
  label: string;
  args: Record<string, string>;
  cells: CellView[];
};
export type RecordView = {
  entity: Entity;
  id: string;
  title: string;
  values: ValueView[];
  tags: string[];
  company: RecordLink | null;
  prospects: RecordLink[];
  prospects_total: number;
  history: RecordChange[];
  source: SourceView;
  updated_at: number;
  archived_at: number | null;
};
export type EditRecord = { entity: Entity; id: string; field: string; value: string };
export type FieldValue = { field: string; value: string };
export type NewRecordInput = { entity: Entity; values: FieldValue[] };
export type RecordAction =
  | { kind: "set_field"; field: string; value: string }
  | { kind: "add_tag"; name: string }
  | { kind: "remove_tag"; name: string }
  | { kind: "archive" }
  | { kind: "restore" }
  | { kind: "remove" };
export type ChangeRecords = { entity: Entity; selection: Selection; action: RecordAction };
export type RecordsChanged = { changed: number; change: string | null };

export type TagView = { id: string; name: string; prospects: number; companies: number };

export type ColumnChoice = { field: string; width: number };
export type SavedView = {
  id: string;
  entity: Entity;
  name: string;
  query: ListQuery;
  columns: ColumnChoice[];
};
export type SaveView = Omit<SavedView, "id"> & { id: string | null };

export type HistoryState = "open" | "done" | "undone" | "gone";
export type ListHistory = { before: string | null; limit: number };
export type HistoryEntry = {
  id: string;
  at: number;
  label: string;
  args: Record<string, string>;
  state: HistoryState;
};
export type EditedRecords = "keep" | "remove";
export type UndoInput = { change: string | null; edited: EditedRecords };
export type UndoView = {
  change: HistoryEntry;
  cells: number;
  cells_kept: number;
  removed: number;
  restored: number;
  records_kept: number;
};

export type ExportFormat = "csv" | "xlsx" | "json";
export type ExportInput = {
  entity: Entity;
  selection: Selection;
  fields: string[];
  format: ExportFormat;
  path: string;
  byte_order_mark: boolean;
  delimiter: string;
};
export type ExportView = { path: string; rows: number };
export type ExportProgress = { rows: number; total: number };

export const recordCommands = {
  listOpen: (input: OpenList) => call<ListView>("list_open", { input }),
  listWindow: (input: ListWindow) => call<ListRows>("list_window", { input }),
  listValues: (input: ListValues) => call<ValueCount[]>("list_values", { input }),
  listLocate: (input: LocateRecord) => call<number | null>("list_locate", { input }),
  fieldsList: (entity: Entity) => call<FieldView[]>("fields_list", { entity }),
  recordShow: (input: RecordKey) => call<RecordView>("record_show", { input }),
  recordCreate: (input: NewRecordInput) => call<string>("record_create", { input }),
  recordEdit: (input: EditRecord) => call<RecordsChanged>("record_edit", { input }),
  recordsChange: (input: ChangeRecords) => call<RecordsChanged>("records_change", { input }),
  tagsList: () => call<TagView[]>("tags_list"),
  viewsList: () => call<SavedView[]>("views_list"),
  viewSave: (input: SaveView) => call<SavedView>("view_save", { input }),
  viewRemove: (id: string) => call<null>("view_remove", { id }),
  historyList: (input: ListHistory) => call<HistoryEntry[]>("history_list", { input }),
  historyUndoPreview: (input: UndoInput) => call<UndoView>("history_undo_preview", { input }),
  historyUndo: (input: UndoInput) => call<UndoView>("history_undo", { input }),
  historyRedo: () => call<UndoView>("history_redo"),
  exportRun: (input: ExportInput, onProgress: Channel<ExportProgress>) =>
    call<ExportView>("export_run", { input, onProgress }),
  exportStop: () => call<null>("export_stop"),
  sampleAdd: () => call<unknown>("sample_add"),
};
