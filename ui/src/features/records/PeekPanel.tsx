import { ChevronDown, ChevronUp, Maximize2, X } from "lucide-react";
import { useT } from "~/i18n";
import type { Entity } from "~/ipc";
import { runCommand } from "~/platform/keyboard";
import { ErrorState } from "~/ui/ErrorState";
import { IconButton } from "~/ui/IconButton";
import { Kbd } from "~/ui/Kbd";
import { Panel } from "~/ui/Screen";
import { useRecord } from "./data/record";
import { RecordActions } from "./record/RecordActions";
import { RecordContent } from "./record/RecordContent";
import { RecordHeader } from "./record/RecordHeader";

type PeekPanelProps = {
  entity: Entity;
  id: string | undefined;
  onOpen: () => void;
  onClose: () => void;
};

/** A look at the record of the row at the cursor. */
export function PeekPanel({ entity, id, onOpen, onClose }: PeekPanelProps) {
  const t = useT();
  const { data: record, error, refetch } = useRecord(entity, id);
  const icon = { className: "size-4", strokeWidth: 1.8, "aria-hidden": true } as const;
  return (
    <Panel
      label={t("records.peek.label")}
      onEscape={onClose}
      header={
        <>
          <IconButton
            label={t("records.peek.next")}
            command="table.next"
            icon={<ChevronDown {...icon} />}
            onClick={() => runCommand("table.next")}
          />
          <IconButton
            label={t("records.peek.previous")}
            command="table.previous"
            icon={<ChevronUp {...icon} />}
            onClick={() => runCommand("table.previous")}
          />
          <Kbd keys="j" />
          <Kbd keys="k" />
          <span className="flex-1" />
          <IconButton
            label={t("records.peek.open")}
            command="table.open"
            icon={<Maximize2 className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
            onClick={onOpen}
          />
          <IconButton label={t("records.peek.close")} icon={<X {...icon} />} onClick={onClose} />
        </>
      }
    >
      {error ? (
        <ErrorState inline error={error} onRetry={() => void refetch()} />
      ) : (
        record && (
          <div className="flex flex-col gap-5">
            <RecordHeader record={record} />
            <RecordActions record={record} onGone={() => runCommand("table.next")} />
            <RecordContent record={record} />
          </div>
        )
      )}
    </Panel>
  );
}
