import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { IssueValue, ValueIssue } from "~/ipc";
import { fieldName } from "~/ui/fields";
import { columnName, issueSentence } from "./sentences";

/** Values that a check gives of one issue at most. */
export const MOST_VALUES = 100;

type IssueListProps = {
  issues: readonly ValueIssue[];
  /** The header of a column, 0-based. */
  headerOf: (column: number) => string | undefined;
  /** Stands below the list. */
  note: string;
  /** What an issue of a column unfolds to. */
  children: (issue: ValueIssue, column: number) => ReactNode;
};

/** What is odd about values, by column and kind, each to be unfolded. */
export function IssueList({ issues, headerOf, note, children }: IssueListProps) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the list
    <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} data-focus="inset">
      <ul className="overflow-hidden rounded-lg border border-divider">
        {issues.map((issue) => {
          const id = `${issue.code}-${issue.column ?? "row"}`;
          return (
            <li key={id} className="border-divider border-b last:border-b-0">
              <IssueLine
                issue={issue}
                headerOf={headerOf}
                open={open === id}
                onOpen={(next) => setOpen(next ? id : null)}
              >
                {issue.column === null ? <IssueRows values={issue.values} /> : children(issue, issue.column)}
              </IssueLine>
            </li>
          );
        })}
      </ul>
      <p className="px-1 py-2 text-subtle text-xs">{note}</p>
    </div>
  );
}

type IssueLineProps = {
  issue: ValueIssue;
  headerOf: (column: number) => string | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
};

function IssueLine({ issue, headerOf, open, onOpen, children }: IssueLineProps) {
  const t = useT();
  const format = useFormat();
  const { column } = issue;
  const name = column === null ? t("import.check.whole_rows") : columnName(headerOf(column), column, t);
  const body = `issue-${issue.code}-${column}`;
  return (
    <>
      <button
        type="button"
        data-focus="inset"
        aria-expanded={open}
        aria-controls={open ? body : undefined}
        onClick={() => onOpen(!open)}
        className="flex h-10 w-full items-center gap-3 px-3 text-left transition-colors hover:bg-hover"
      >
        <ChevronRight
          className={clsx("size-4 shrink-0 text-subtle transition-transform", open && "rotate-90")}
          aria-hidden="true"
        />
        <span className="w-56 shrink-0 truncate max-[1000px]:w-40">
          <span className="font-medium">{name}</span>
          {issue.field && <span className="text-subtle"> → {fieldName({ id: issue.field }, t)}</span>}
        </span>
        <span className="min-w-0 flex-1 truncate text-muted">{issueSentence(issue.code, t)}</span>
        <span className="shrink-0 text-muted tabular-nums">
          {t("import.rows", { count: issue.rows, n: format.number(issue.rows) })}
        </span>
      </button>
      {open && (
        <div id={body} className="border-divider border-t bg-surface px-3 py-2.5 pl-10">
          {children}
        </div>
      )}
    </>
  );
}

/** The rows of an issue by their first numbers, each with what it is about or what the value is. */
export function IssueRows({ values }: { values: readonly IssueValue[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <ul className="flex flex-col gap-1">
        {values.map(({ value, first_row, rows }) => (
          <li key={first_row} className="flex gap-3">
            <span className="w-24 shrink-0 text-muted tabular-nums">
              {t("import.file.note_row", { row: format.number(first_row) })}
            </span>
            <span data-selectable className="min-w-0 truncate whitespace-pre" title={value}>
              {value}
            </span>
            {rows > 1 && (
              <span className="shrink-0 text-subtle tabular-nums">
                {t("import.rows", { count: rows, n: format.number(rows) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {values.length >= MOST_VALUES && (
        <p className="mt-2 text-subtle text-xs">{t("import.check.more_values")}</p>
      )}
    </>
  );
}
