import { Archive, ArchiveRestore, Trash2 } from "lucide-react";
import { useT } from "~/i18n";
import type { RecordAction, RecordView } from "~/ipc";
import { Button } from "~/ui/Button";
import { changeRecords, only } from "../data/change";

type RecordActionsProps = { record: RecordView; onGone: () => void };

/** Puts a record away, takes it back, deletes it; each can be undone. */
export function RecordActions({ record, onGone }: RecordActionsProps) {
  const t = useT();
  const icon = { className: "size-3.5", strokeWidth: 1.8, "aria-hidden": true } as const;
  const change = async (kind: Extract<RecordAction["kind"], "archive" | "restore" | "remove">) => {
    const done = await changeRecords(record.entity, only(record.id), { kind });
    if (done && kind === "remove") onGone();
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {record.archived_at === null ? (
        <Button icon={<Archive {...icon} />} command="record.archive" onClick={() => void change("archive")}>
          {t("records.actions.archive")}
        </Button>
      ) : (
        <Button
          icon={<ArchiveRestore {...icon} />}
          command="record.archive"
          onClick={() => void change("restore")}
        >
          {t("records.actions.restore")}
        </Button>
      )}
      <Button variant="danger" icon={<Trash2 {...icon} />} onClick={() => void change("remove")}>
        {t("records.actions.remove")}
      </Button>
    </div>
  );
}
