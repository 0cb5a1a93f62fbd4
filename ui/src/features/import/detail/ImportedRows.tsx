import { useMemo } from "react";
import { useFormat, useT } from "~/i18n";
import type { ImportedRow } from "~/ipc";
import { hrefOf, navigate } from "~/platform/navigation";
import { BigTable, type Column } from "~/ui/table";
import { OutcomeTag } from "../Outcomes";
import { reasonSentence } from "../sentences";
import { useLocalRows } from "../useLocalRows";

type ImportedRowsProps = {
  rows: readonly ImportedRow[];
  cursor: number;
  onCursor: (index: number) => void;
  onPeek: () => void;
  onEscape: () => void;
};

function openProspect({ prospect }: ImportedRow): void {
  if (prospect) navigate({ screen: "prospects", id: prospect.id });
}

/** Rows of a file and what came of them. */
export function ImportedRows({ rows, cursor, onCursor, onPeek, onEscape }: ImportedRowsProps) {
  const t = useT();
  const format = useFormat();
  const pages = useLocalRows(rows);
  const columns = useMemo<readonly Column<ImportedRow>[]>(
    () => [
      {
        id: "row",
        title: t("import.detail.row"),
        width: 80,
        align: "end",
        numeric: true,
        cell: ({ row }) => format.number(row),
      },
      {
        id: "outcome",
        title: t("import.detail.outcome"),
        width: 120,
        cell: ({ outcome }) => <OutcomeTag outcome={outcome} />,
      },
      {
        id: "reason",
        title: t("import.detail.reason"),
        width: 280,
        cell: ({ reason, args, prospect }) =>
          reasonSentence(reason, { ...(prospect ? { title: prospect.title } : {}), ...args }, t, format),
      },
      {
        id: "prospect",
        title: t("import.detail.prospect"),
        width: 160,
        cell: (row) => row.prospect && <ProspectLink row={row} />,
      },
    ],
    [t, format],
  );
  return (
    <BigTable
      label={t("import.detail.rows")}
      rows={rows.length}
      pages={pages}
      rowId={({ row }) => String(row)}
      columns={columns}
      cursor={cursor}
      onCursor={onCursor}
      onOpen={(row) => (row.prospect ? openProspect(row) : onPeek())}
      onPeek={onPeek}
      onEscape={onEscape}
      stickyFirst={false}
    />
  );
}

function ProspectLink({ row }: { row: ImportedRow }) {
  const t = useT();
  const { prospect } = row;
  if (!prospect) return null;
  return (
    <a
      href={hrefOf({ screen: "prospects", id: prospect.id })}
      tabIndex={-1}
      aria-label={t("import.detail.open_prospect", { name: prospect.title })}
      onClick={(event) => {
        event.preventDefault();
        openProspect(row);
      }}
      className="truncate text-accent hover:underline"
    >
      {prospect.title}
    </a>
  );
}
