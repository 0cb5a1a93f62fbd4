import { translate } from "~/i18n";
import { commands, type Entity, type RecordAction, type Selection, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { toast, toastError, toastUndo } from "~/ui/toast";

/** Changes records and says how many, with a way back. False when it did not work. */
export async function changeRecords(
  entity: Entity,
  selection: Selection,
  action: RecordAction,
): Promise<boolean> {
  const same = sameWorkspace();
  try {
    const { changed, change } = await unwrap(commands.recordsChange({ entity, selection, action }));
    if (!same()) return true;
    if (change === null) toast({ text: translate("records.bulk.unchanged") });
    else {
      const text = translate(`records.bulk.done.${action.kind}`, { count: changed });
      toastUndo(text, () => requestUndo(change));
    }
    return true;
  } catch (thrown) {
    toastError(thrown);
    return false;
  }
}

/** Writes a field of one record. False when it did not work. */
export async function editField(entity: Entity, id: string, field: string, value: string): Promise<boolean> {
  try {
    await unwrap(commands.recordEdit({ entity, id, field, value }));
    return true;
  } catch (thrown) {
    toastError(thrown);
    return false;
  }
}

/** Names one record as a selection. */
export function only(id: string): Selection {
  return { kind: "ids", ids: [id] };
}
