import { hasMessage, translate } from "~/i18n";
import {
  commands,
  type Entity,
  type RecordAction,
  type RecordLink,
  type Selection,
  unwrap,
  type ValueNotice,
} from "~/ipc";
import { navigate } from "~/platform/navigation";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { fieldName } from "~/ui/fields";
import { toast, toastError, toastUndo } from "~/ui/toast";
import { traitsOf } from "../entity";

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
    const same = sameWorkspace();
    const { notices } = await unwrap(commands.recordEdit({ entity, id, field, value }));
    if (same()) tellNotices(entity, notices);
    return true;
  } catch (thrown) {
    toastError(thrown);
    return false;
  }
}

/** Says what is odd about values that were written all the same, and whose they are too. */
export function tellNotices(entity: Entity, notices: readonly ValueNotice[]): void {
  for (const notice of notices) {
    if (notice.other) tellShared(entity, notice, notice.other);
    else tellOdd(notice);
  }
}

function tellShared(entity: Entity, { field }: ValueNotice, { id, title }: RecordLink): void {
  const { screen } = traitsOf(entity);
  toast({
    text: translate("records.shared_value", { field: fieldName({ id: field }, translate), title }),
    action: { label: translate("records.create.open"), run: () => navigate({ screen, id }) },
  });
}

function tellOdd({ field, code }: ValueNotice): void {
  const key = `import.issues.${code}`;
  const issue = translate(hasMessage(key) ? key : "import.issue_unknown", { code });
  toast({ text: translate("records.odd_value", { field: fieldName({ id: field }, translate), issue }) });
}

/** Names one record as a selection. */
export function only(id: string): Selection {
  return { kind: "ids", ids: [id] };
}
