import { X } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { ImportDetail, ImportedRow } from "~/ipc";
import { requestUndo } from "~/platform/undo";
import { BreakingText } from "~/ui/BreakingText";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import { Panel } from "~/ui/Screen";
import { OutcomeTag } from "../Outcomes";
import { columnName, reasonArgs, reasonSentence } from "../sentences";
import { DecideRow } from "./DecideRow";
import { canDecide } from "./decide";

type RawRowPanelProps = {
  detail: ImportDetail;
  row: ImportedRow;
  /** Called when a decision about the row was taken. */
  onDecided: () => void;
  onClose: () => void;
};

/** A row of the file as it was found; one that waits for a decision, beside whom it leads to. */
export function RawRowPanel({ detail, row, onDecided, onClose }: RawRowPanelProps) {
  const t = useT();
  const format = useFormat();
  const title = t("import.detail.raw", { row: format.number(row.row) });
  const waits = row.outcome === "review" && canDecide(detail.import);
  const { decision } = row;
  return (
    <Panel
      label={title}
      wide={waits}
      onEscape={onClose}
      header={
        <>
          <h2 className="flex-1 truncate px-1 font-medium text-fg">{title}</h2>
          <IconButton
            label={t("common.close")}
            icon={<X className="size-4" aria-hidden="true" />}
            onClick={onClose}
          />
        </>
      }
    >
      <div className="mb-4 flex items-start gap-2.5">
        <OutcomeTag outcome={row.outcome} />
        <p className="flex-1 text-muted">{reasonSentence(row.reason, reasonArgs(row), t, format)}</p>
        {decision !== null && (
          <Button size="sm" onClick={() => requestUndo(decision)}>
            {t("import.decide.take_back")}
          </Button>
        )}
      </div>
      {detail.import.cells_deleted ? (
        <div className="flex flex-col gap-2 text-muted">
          <p>{t("import.detail.cells_deleted")}</p>
          {row.outcome === "review" && <p>{t("import.detail.cells_deleted_review")}</p>}
        </div>
      ) : waits ? (
        <DecideRow detail={detail} row={row} onDecided={onDecided} />
      ) : (
        <Cells headers={detail.headers} cells={row.cells} />
      )}
    </Panel>
  );
}

function Cells({ headers, cells }: { headers: readonly string[]; cells: readonly string[] }) {
  const t = useT();
  return (
    <dl className="flex flex-col" data-selectable tabIndex={0} data-focus="inset">
      {cells.map((cell, column) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
          key={column}
          className="flex gap-3 border-divider border-b py-1.5 last:border-b-0"
        >
          <dt className="w-32 shrink-0 break-words text-subtle">{columnName(headers[column], column, t)}</dt>
          <dd className="min-w-0 flex-1 whitespace-pre-wrap break-words">
            {cell ? (
              <BreakingText text={cell} />
            ) : (
              <span className="text-subtle italic">{t("import.detail.cell_empty")}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
