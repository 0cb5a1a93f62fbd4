import clsx from "clsx";
import { ArrowRight, ChevronRight, CircleCheck } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { Fix, IssueValue, ValueIssue } from "~/ipc";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { fieldName } from "~/ui/fields";
import { Input } from "~/ui/Input";
import { columnName, issueSentence } from "../sentences";
import type { Session } from "../session/state";
import { dispatch } from "../session/store";

/** Values that the app gives of one issue at most. */
const MOST_VALUES = 100;

/** What is odd about values, by column and kind; each value can be corrected for all rows at once. */
export function Issues({ session, issues }: { session: Session; issues: readonly ValueIssue[] }) {
  const t = useT();
  const [open, setOpen] = useState<string | null>(null);
  if (issues.length === 0) {
    return (
      <EmptyState
        icon={<CircleCheck strokeWidth={1.8} aria-hidden="true" />}
        title={t("import.check.no_issues")}
        text={t("import.check.no_issues_text")}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the list
    <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} data-focus="inset">
      <ul className="overflow-hidden rounded-lg border border-divider">
        {issues.map((issue) => {
          const id = `${issue.code}-${issue.column ?? "row"}`;
          return (
            <li key={id} className="border-divider border-b last:border-b-0">
              <IssueLine
                session={session}
                issue={issue}
                open={open === id}
                onOpen={(next) => setOpen(next ? id : null)}
              />
            </li>
          );
        })}
      </ul>
      <p className="px-1 py-2 text-subtle text-xs">{t("import.check.kept_as_found")}</p>
    </div>
  );
}

type IssueLineProps = {
  session: Session;
  issue: ValueIssue;
  open: boolean;
  onOpen: (open: boolean) => void;
};

function IssueLine({ session, issue, open, onOpen }: IssueLineProps) {
  const t = useT();
  const format = useFormat();
  const { column } = issue;
  const name =
    column === null
      ? t("import.check.whole_rows")
      : columnName(session.file?.columns[column]?.header, column, t);
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
          {column === null ? (
            <IssueRows values={issue.values} />
          ) : (
            <IssueValues session={session} issue={issue} column={column} />
          )}
        </div>
      )}
    </>
  );
}

/** Rows that are odd as a whole, by what they are about. */
function IssueRows({ values }: { values: readonly IssueValue[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <ul className="flex flex-col gap-1">
        {values.map(({ value, first_row }) => (
          <li key={first_row} className="flex gap-3">
            <span className="w-24 shrink-0 text-muted tabular-nums">
              {t("import.file.note_row", { row: format.number(first_row) })}
            </span>
            <span data-selectable className="min-w-0 truncate">
              {value}
            </span>
          </li>
        ))}
      </ul>
      {values.length >= MOST_VALUES && (
        <p className="mt-2 text-subtle text-xs">{t("import.check.more_values")}</p>
      )}
    </>
  );
}

type IssueValuesProps = { session: Session; issue: ValueIssue; column: number };

function IssueValues({ session, issue, column }: IssueValuesProps) {
  const t = useT();
  const correct = (fixes: readonly Fix[]) => dispatch({ type: "fix", fixes });
  const fixOf = (value: string) =>
    session.fixes.find((fix) => fix.column === column && fix.from === value) ?? null;
  return (
    <>
      <table className="w-full table-fixed border-collapse">
        <colgroup>
          <col />
          <col className="w-20" />
          <col className="w-28" />
          <col className="w-[46%]" />
        </colgroup>
        <thead>
          <tr className="h-6 text-left text-subtle text-xs [&>th]:pr-3 [&>th]:font-medium">
            <th scope="col">{t("import.check.value")}</th>
            <th scope="col" className="text-right">
              {t("import.check.value_rows")}
            </th>
            <th scope="col" className="text-right">
              {t("import.check.first_row")}
            </th>
            <th scope="col">{t("import.check.becomes")}</th>
          </tr>
        </thead>
        <tbody>
          {issue.values.map((value) => (
            <ValueLine
              key={value.value}
              value={value}
              fix={fixOf(value.value)}
              onFix={(to) => correct([{ column, from: value.value, to }])}
              onTakeBack={(fix) => dispatch({ type: "unfix", fix })}
            />
          ))}
        </tbody>
      </table>
      <div className="mt-2 flex items-center gap-3">
        <Button
          size="sm"
          onClick={() => correct(issue.values.map(({ value }) => ({ column, from: value, to: "" })))}
        >
          {t("import.check.empty_all", { count: issue.values.length })}
        </Button>
        {issue.values.length >= MOST_VALUES && (
          <span className="text-subtle text-xs">{t("import.check.more_values")}</span>
        )}
      </div>
    </>
  );
}

type ValueLineProps = {
  value: IssueValue;
  fix: Fix | null;
  onFix: (to: string) => void;
  onTakeBack: (fix: Fix) => void;
};

/** Goes on to the next field for a correction. */
function focusNext(here: HTMLElement): void {
  const fields = [...(here.closest("tbody")?.querySelectorAll<HTMLElement>("input") ?? [])];
  fields[fields.indexOf(here) + 1]?.focus();
}

function ValueLine({ value, fix, onFix, onTakeBack }: ValueLineProps) {
  const t = useT();
  const format = useFormat();
  const [draft, setDraft] = useState("");
  const apply = () => {
    if (draft !== "" && draft !== value.value) onFix(draft);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    focusNext(event.currentTarget);
    apply();
  };
  return (
    <tr className="h-8 [&>td]:pr-3">
      <td data-selectable className="truncate whitespace-pre" title={value.value}>
        {value.value}
      </td>
      <td className="text-right text-muted tabular-nums">{format.number(value.rows)}</td>
      <td className="text-right text-muted tabular-nums">{format.number(value.first_row)}</td>
      <td>
        {fix ? (
          <span className="flex items-center gap-2">
            <ArrowRight className="size-3.5 shrink-0 text-success" aria-hidden="true" />
            <span className="min-w-0 flex-1 truncate font-medium">
              {fix.to || <span className="text-subtle italic">{t("import.check.emptied")}</span>}
            </span>
            <Button size="sm" variant="ghost" onClick={() => onTakeBack(fix)}>
              {t("import.check.take_back")}
            </Button>
          </span>
        ) : (
          <span className="flex items-center gap-1.5">
            <Input
              aria-label={t("import.check.correct", { value: value.value })}
              placeholder={t("import.check.placeholder")}
              spellCheck={false}
              value={draft}
              onChange={(event) => setDraft(event.target.value)}
              onKeyDown={onKeyDown}
              className="h-6.5!"
            />
            {draft === "" ? (
              <Button size="sm" variant="ghost" onClick={() => onFix("")}>
                {t("import.check.empty_it")}
              </Button>
            ) : (
              <Button size="sm" onClick={apply}>
                {t("import.check.apply")}
              </Button>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}
