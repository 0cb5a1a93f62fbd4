import { TriangleAlert } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { RowNote } from "~/ipc";
import { Popover } from "~/ui/Popover";
import { noteSentence } from "../sentences";

/** Notes that the app gives at most. */
const MOST = 200;

/** Rows that are not as the others, and in what way. */
export function NotesChip({ notes }: { notes: readonly RowNote[] }) {
  const t = useT();
  const format = useFormat();
  if (notes.length === 0) return null;
  const label =
    notes.length < MOST
      ? t("import.file.notes", { count: notes.length })
      : t("import.file.notes_most", { n: format.number(MOST) });
  return (
    <Popover
      label={label}
      className="flex max-h-96 w-100 flex-col p-0!"
      trigger={
        <button
          type="button"
          className="inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-md bg-warning-soft px-2 font-medium text-warning aria-expanded:outline aria-expanded:outline-warning"
        >
          <TriangleAlert className="size-3.5" aria-hidden="true" />
          {label}
        </button>
      }
    >
      <p className="border-divider border-b px-3 py-2.5 text-muted text-xs">{t("import.file.notes_hint")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the list */}
      <ul className="min-h-0 overflow-y-auto py-1" tabIndex={0} data-focus="inset">
        {notes.map((note) => (
          <li key={`${note.line}-${note.code}`} className="flex gap-3 px-3 py-1.5">
            <span className="w-24 shrink-0 tabular-nums">
              <span className="block font-medium">
                {t("import.file.note_row", { row: format.number(note.row) })}
              </span>
              <span className="block text-2xs text-subtle">
                {t("import.file.note_line", { line: format.number(note.line) })}
              </span>
            </span>
            <span className="text-muted">{noteSentence(note.code, note.args, t, format)}</span>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
