import { useFormat, useT } from "~/i18n";
import type { ImportDetail, ValueIssue } from "~/ipc";
import { IssueList, IssueRows } from "../IssueList";

/** What was odd about the values of an import. They were imported as they are. */
export function OddValues({ detail }: { detail: ImportDetail }) {
  const t = useT();
  return (
    <IssueList
      issues={detail.issues}
      headerOf={(column) => detail.headers[column]}
      note={t("import.detail.odd_note")}
    >
      {(issue) => <Values issue={issue} />}
    </IssueList>
  );
}

function Values({ issue: { rows, values } }: { issue: ValueIssue }) {
  const t = useT();
  const format = useFormat();
  const shown = values.reduce((sum, value) => sum + value.rows, 0);
  return (
    <>
      <IssueRows values={values} />
      {shown < rows && (
        <p className="mt-2 text-subtle text-xs">
          {t("import.detail.odd_more", { count: rows - shown, n: format.number(rows - shown) })}
        </p>
      )}
    </>
  );
}
