import clsx from "clsx";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { ColumnView, FieldView } from "~/ipc";
import { Button } from "~/ui/Button";
import { type Option, Select } from "~/ui/Select";
import { Tag, type Tone } from "~/ui/Tag";
import { columnName } from "../sentences";
import type { Session } from "../session/state";
import { dispatch } from "../session/store";
import { type Certainty, certaintyOf, IGNORE } from "./mapping";
import { useTargets } from "./useTargets";

/** Columns that are drawn before a person asks for the rest. */
const SHOWN = 200;

type MappingTableProps = {
  session: Session;
  fields: readonly FieldView[];
  conflicts: ReadonlyMap<number, readonly number[]>;
};

/** Where each column of the file goes. */
export function MappingTable({ session, fields, conflicts }: MappingTableProps) {
  const t = useT();
  const optionsOf = useTargets(session, fields);
  const [all, setAll] = useState(false);
  const columns = session.file?.columns ?? [];
  const shown = all ? columns : columns.slice(0, SHOWN);
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{t("import.steps.columns")}</caption>
      <colgroup>
        <col className="w-[22%]" />
        <col />
        <col className="w-18" />
        <col className="w-58" />
        <col className="w-24" />
      </colgroup>
      <thead>
        <tr className="[&>*]:sticky [&>*]:top-0 [&>*]:z-10 [&>*]:h-[30px] [&>*]:bg-bg [&>*]:px-2.5 [&>*]:text-left [&>*]:font-medium [&>*]:text-subtle [&>*]:text-xs [&>*]:shadow-[inset_0_-1px_var(--divider)]">
          <th scope="col">{t("import.columns.column")}</th>
          <th scope="col">{t("import.columns.samples")}</th>
          <th scope="col" className="text-right!">
            {t("import.columns.filled")}
          </th>
          <th scope="col">{t("import.columns.target")}</th>
          <th scope="col">
            <span className="sr-only">{t("import.columns.certainty")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((column, index) => (
          <MappingLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place alone
            key={index}
            index={index}
            column={column}
            target={session.mapping[index] ?? IGNORE}
            options={optionsOf(index)}
            others={(conflicts.get(index) ?? []).map((other) => columnName(columns[other]?.header, other, t))}
          />
        ))}
      </tbody>
      {columns.length > shown.length && (
        <tfoot>
          <tr>
            <td colSpan={5} className="py-2.5 text-center">
              <Button onClick={() => setAll(true)}>
                {t("import.columns.show_all", { count: columns.length - shown.length })}
              </Button>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

const TONES: Record<Certainty, Tone> = {
  sure: "success",
  likely: "warning",
  new: "accent",
  ignored: "neutral",
  chosen: "info",
};

type MappingLineProps = {
  index: number;
  column: ColumnView;
  target: string;
  options: readonly Option[];
  /** The names of the columns that fill the same field. */
  others: readonly string[];
};

function MappingLine({ index, column, target, options, others }: MappingLineProps) {
  const t = useT();
  const format = useFormat();
  const name = columnName(column.header, index, t);
  const certainty = certaintyOf(column, target);
  const conflict = others.length > 0;
  const note = `conflict-${index}`;
  return (
    <>
      <tr
        className={clsx(
          "h-(--row) transition-colors focus-within:bg-hover hover:bg-hover [&>*]:px-2.5",
          !conflict && "border-divider border-b",
        )}
      >
        <th
          scope="row"
          title={column.header}
          className={clsx("truncate text-left font-medium", !column.header.trim() && "text-subtle")}
        >
          {name}
        </th>
        <td className="truncate text-muted" title={column.samples.join("\n")}>
          {[...new Set(column.samples)].join(" · ")}
        </td>
        <td className="text-right text-muted tabular-nums">{format.percent(column.fill)}</td>
        <td className="py-px">
          <Select
            aria-label={t("import.columns.goes_to", { column: name })}
            aria-invalid={conflict || undefined}
            aria-describedby={conflict ? note : undefined}
            value={target}
            options={options}
            searchable
            onValue={(next) => dispatch({ type: "target", column: index, target: next })}
            className={clsx("w-full", target === IGNORE && "text-subtle")}
          />
        </td>
        <td>
          <span title={t(`import.columns.is_text.${certainty}`)}>
            <Tag tone={TONES[certainty]}>{t(`import.columns.is.${certainty}`)}</Tag>
          </span>
        </td>
      </tr>
      {conflict && (
        <tr className="border-divider border-b">
          <td colSpan={3} />
          <td colSpan={2} id={note} className="px-2.5 pb-1.5 text-danger text-xs">
            <span className="flex items-start gap-1.5">
              <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
              {t("import.columns.conflict", { columns: format.list(others) })}
            </span>
          </td>
        </tr>
      )}
    </>
  );
}
