import { useMemo, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { CheckedRow, CheckView, RowOutcome } from "~/ipc";
import { BigTable, type Column } from "~/ui/table";
import { reasonSentence } from "../sentences";
import { useLocalRows } from "../useLocalRows";

/** The first rows with an outcome, each with the reason. */
export function CheckedRows({ view, outcome }: { view: CheckView; outcome: RowOutcome }) {
  const t = useT();
  const format = useFormat();
  const [cursor, setCursor] = useState(-1);
  const rows = useMemo(() => view.rows.filter((row) => row.outcome === outcome), [view, outcome]);
  const pages = useLocalRows(rows);
  const columns = useMemo<readonly Column<CheckedRow>[]>(
    () => [
      {
        id: "row",
        title: t("import.check.row"),
        width: 80,
        align: "end",
        numeric: true,
        cell: ({ row }) => format.number(row),
      },
      { id: "who", title: t("import.check.who"), width: 240, cell: ({ title }) => title },
      {
        id: "why",
        title: t("import.check.why"),
        width: 480,
        cell: ({ reason, args }) => reasonSentence(reason, args, t, format),
      },
    ],
    [t, format],
  );
  const all = view.counts[outcome];
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-divider">
      <BigTable
        label={t("import.check.rows_label", { outcome: t(`import.outcomes.${outcome}`) })}
        rows={rows.length}
        pages={pages}
        rowId={({ row }) => String(row)}
        columns={columns}
        cursor={cursor}
        onCursor={setCursor}
        stickyFirst={false}
      />
      {rows.length < all && (
        <p className="border-divider border-t bg-surface px-3 py-1.5 text-subtle text-xs tabular-nums">
          {t("import.check.first_rows", { n: format.number(rows.length), all: format.number(all) })}
        </p>
      )}
    </div>
  );
}
