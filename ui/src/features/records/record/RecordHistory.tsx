import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { AuthorView, CellView, RecordChange, RecordView } from "~/ipc";
import { Button } from "~/ui/Button";
import { authorName, changeSentence } from "~/ui/changes";
import { useFieldNames } from "../data/fields";

const FIRST = 5;
/** Changes whose sentence says it all. */
const WITHOUT_CELLS = new Set(["create", "archive", "restore", "remove"]);

/** What happened to a record, newest first, with the values before and after. */
export function RecordHistory({ record }: { record: RecordView }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const shown = all ? record.history : record.history.slice(0, FIRST);
  return (
    <section aria-labelledby="record-history">
      <h3 id="record-history" className="mb-2 font-semibold text-muted text-xs">
        {t("records.history.title")}
      </h3>
      {shown.length === 0 && <p className="text-subtle">{t("records.history.empty")}</p>}
      <ol className="flex flex-col gap-2.5">
        {shown.map((change) => (
          <Change key={change.change} change={change} record={record} />
        ))}
      </ol>
      {!all && record.history.length > FIRST && (
        <Button variant="ghost" size="sm" className="mt-2 -ml-2" onClick={() => setAll(true)}>
          {t("records.history.more")}
        </Button>
      )}
    </section>
  );
}

function Change({ change, record }: { change: RecordChange; record: RecordView }) {
  const t = useT();
  const format = useFormat();
  const { undone } = change;
  return (
    <li className="border-divider border-l-2 pl-2.5">
      <p data-selectable className={undone ? "text-subtle" : undefined}>
        {changeSentence(change, t)}
      </p>
      <p className="text-2xs text-subtle">
        <Author author={change.author} />
        <time dateTime={new Date(change.at).toISOString()} title={format.dateTime(change.at)}>
          {format.relative(change.at)}
        </time>
      </p>
      {undone && (
        <p className="text-2xs text-subtle" title={format.dateTime(undone.at)}>
          <Author author={undone.author} />
          {t("records.history.taken_back", { when: format.relative(undone.at) })}
        </p>
      )}
      {!WITHOUT_CELLS.has(change.label) && (
        <ul className="mt-0.5">
          {change.cells.map((cell) => (
            <Cell key={cell.field} cell={cell} record={record} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Author({ author }: { author: AuthorView | null }) {
  const name = authorName(author, useT());
  return name && `${name} · `;
}

function Cell({ cell, record }: { cell: CellView; record: RecordView }) {
  const t = useT();
  const nameOf = useFieldNames(record.entity);
  const nothing = <em className="text-subtle not-italic">{t("records.history.nothing")}</em>;
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-muted text-xs">
      <span>{nameOf(cell.field)}</span>
      <span className="sr-only">{t("records.history.before")}</span>
      {cell.old ? (
        <span data-selectable className="truncate line-through decoration-subtle/60">
          {cell.old}
        </span>
      ) : (
        nothing
      )}
      <ArrowRight className="size-3 shrink-0 text-subtle" aria-hidden="true" />
      <span className="sr-only">{t("records.history.after")}</span>
      <span data-selectable className="truncate text-fg">
        {cell.new || nothing}
      </span>
    </li>
  );
}
