import { type RefObject, useMemo } from "react";
import { useFormat, useT } from "~/i18n";
import type { ImportedRow } from "~/ipc";
import { BigTable, type BigTableHandle, type Column } from "~/ui/table";
import { OutcomeTag } from "../Outcomes";
import { reasonArgs, reasonSentence } from "../sentences";
import { useLocalRows } from "../useLocalRows";
import { openProspect, ProspectLink } from "./ProspectLink";

type ImportedRowsProps = {
  table: RefObject<BigTableHandle | null>;
  rows: readonly ImportedRow[];
  cursor: number;
  onCursor: (index: number) => void;
  onPeek: () => void;
  onEscape: () => void;
};

/** Rows of a file and what came of them. */
export function ImportedRows({ table, rows, cursor, onCursor, onPeek, onEscape }: ImportedRowsProps) {
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
        cell: (row) => reasonSentence(row.reason, reasonArgs(row), t, format),
      },
      {
        id: "prospect",
        title: t("import.detail.prospect"),
        width: 160,
        cell: (row) => row.prospect && <ProspectLink prospect={row.prospect} tabIndex={-1} />,
      },
    ],
    [t, format],
  );
  return (
    <BigTable
      handle={table}
      label={t("import.detail.rows")}
      rows={rows.length}
      pages={pages}
      rowId={({ row }) => String(row)}
      columns={columns}
      cursor={cursor}
      onCursor={onCursor}
      onOpen={({ prospect }) => (prospect ? openProspect(prospect) : onPeek())}
      onPeek={onPeek}
      onEscape={onEscape}
      stickyFirst={false}
    />
  );
}
