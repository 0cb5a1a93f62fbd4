import { ArrowRight, CircleCheck } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { Fix, IssueValue, ValueIssue } from "~/ipc";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { Input } from "~/ui/Input";
import { IssueList, MOST_VALUES } from "../IssueList";
import type { Session } from "../session/state";
import { dispatch } from "../session/store";

/** What is odd about values, by column and kind; each value can be corrected for all rows at once. */
export function Issues({ session, issues }: { session: Session; issues: readonly ValueIssue[] }) {
  const t = useT();
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
    <IssueList
      issues={issues}
      headerOf={(column) => session.file?.columns[column]?.header}
      note={t("import.check.kept_as_found")}
    >
      {(issue, column) => <IssueValues session={session} issue={issue} column={column} />}
    </IssueList>
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
          <col className="w-20 max-[1000px]:w-14" />
          <col className="w-32 max-[1000px]:w-24" />
          <col className="w-[46%]" />
        </colgroup>
        <thead>
          <tr className="h-6 text-left text-subtle text-xs [&>th]:pr-4 [&>th]:font-medium">
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
    <tr className="h-8 [&>td]:pr-4 [&>td:last-child]:pr-0">
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
