import { X } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { ImportedRow } from "~/ipc";
import { IconButton } from "~/ui/IconButton";
import { Panel } from "~/ui/Screen";
import { OutcomeTag } from "../Outcomes";
import { columnName, reasonArgs, reasonSentence } from "../sentences";
import { ProspectLink } from "./ProspectLink";

type RawRowPanelProps = { row: ImportedRow; headers: readonly string[]; onClose: () => void };

/** A row of the file as it was found. */
export function RawRowPanel({ row, headers, onClose }: RawRowPanelProps) {
  const t = useT();
  const format = useFormat();
  const title = t("import.detail.raw", { row: format.number(row.row) });
  return (
    <Panel
      label={title}
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
        <p className="text-muted">{reasonSentence(row.reason, reasonArgs(row), t, format)}</p>
      </div>
      {row.candidates.length > 0 && (
        <ul className="mb-4 flex flex-col gap-1" aria-label={t("import.detail.candidates")}>
          {row.candidates.map((candidate) => (
            <li key={candidate.id} className="truncate">
              <ProspectLink prospect={candidate} />
              {candidate.subtitle && <span className="text-subtle"> · {candidate.subtitle}</span>}
            </li>
          ))}
        </ul>
      )}
      <dl className="flex flex-col" data-selectable tabIndex={0} data-focus="inset">
        {row.cells.map((cell, column) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
            key={column}
            className="flex gap-3 border-divider border-b py-1.5 last:border-b-0"
          >
            <dt className="w-32 shrink-0 break-words text-subtle">
              {columnName(headers[column], column, t)}
            </dt>
            <dd className="min-w-0 flex-1 whitespace-pre-wrap break-words">
              {cell || <span className="text-subtle italic">{t("import.detail.cell_empty")}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
