import { useCommands } from "~/platform/keyboard";
import type { BulkForm } from "./BulkBar";

type Options = {
  archived: boolean;
  /** Whether there is a record to act on: chosen ones, or the one at the cursor. */
  enabled: boolean;
  staged: boolean;
  /** Whether something can come of the records. */
  hasOutcomes: boolean;
  onNew: () => void;
  /** Exports what is chosen, else the list. */
  onExport: () => void;
  onArchive: () => void;
  /** Opens a form of the selection, which begins with the record at the cursor when none is chosen. */
  onForm: (form: BulkForm) => void;
};

/** What is done with the records of a list by keys and from the palette. */
export function useListCommands(options: Options): void {
  const { archived, enabled, staged, hasOutcomes, onNew, onExport, onArchive, onForm } = options;
  useCommands([
    { id: "record.new", group: "record", title: "records.new", keys: ["c"], run: onNew },
    { id: "list.export", group: "list", title: "export.open", run: onExport },
    {
      id: "record.archive",
      group: "edit",
      title: archived ? "records.actions.restore" : "records.actions.archive",
      keys: ["e"],
      enabled,
      run: onArchive,
    },
    {
      id: "record.owner",
      group: "edit",
      title: "records.bulk.owner",
      keys: ["a"],
      enabled,
      run: () => onForm("owner"),
    },
    {
      id: "record.tag",
      group: "edit",
      title: "records.bulk.tag",
      keys: ["l"],
      enabled,
      run: () => onForm("tag"),
    },
    {
      id: "record.stage",
      group: "edit",
      title: "records.bulk.stage",
      keys: ["m"],
      enabled: enabled && staged,
      run: () => onForm("stage"),
    },
    {
      id: "record.outcome",
      group: "edit",
      title: "records.outcome.title",
      keys: ["w"],
      enabled: enabled && hasOutcomes,
      run: () => onForm("outcome"),
    },
    {
      id: "record.edit_field",
      group: "edit",
      title: "records.bulk.edit",
      enabled,
      run: () => onForm("edit"),
    },
  ]);
}
