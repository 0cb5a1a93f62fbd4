import clsx from "clsx";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { useFormat, useT } from "~/i18n";
import type { FileView } from "~/ipc";
import { type LineRole, lineRoles } from "./lines";

/** Columns that are drawn at most. */
const MOST_COLUMNS = 60;

type PreviewGridProps = {
  file: FileView;
  /** While the file is read again. */
  busy: boolean;
  /** Called with the line (0-based) that a person points at as the header. */
  onHeader: (line: number) => void;
};

const LOOKS: Record<LineRole, string> = {
  preamble: "text-subtle hatched",
  header: "bg-accent-soft font-medium",
  row: "",
  footer: "text-subtle hatched",
  blank: "text-subtle",
};

/** The cells of a line; a title above or below the table takes the whole width. */
function spread(cells: readonly string[], role: LineRole, columns: number): { text: string; span: number }[] {
  const apart = role === "preamble" || role === "footer";
  if (apart && cells.slice(1).every((cell) => cell === "")) return [{ text: cells[0] ?? "", span: columns }];
  return Array.from({ length: columns }, (_, column) => ({ text: cells[column] ?? "", span: 1 }));
}

/** The first lines of the file as cells. A click on a line says that the header is there. */
export function PreviewGrid({ file, busy, onHeader }: PreviewGridProps) {
  const t = useT();
  const format = useFormat();
  const roles = useMemo(() => lineRoles(file), [file]);
  const table = useRef<HTMLTableElement>(null);
  const columns = Math.max(...file.preview.map((cells) => cells.length), 1);
  const drawn = Math.min(columns, MOST_COLUMNS);
  const start = Math.max(0, roles.indexOf("header"));

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(table.current?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, next))]?.focus();
  };

  return (
    <section
      aria-label={t("import.file.preview")}
      aria-busy={busy}
      className={clsx(
        "min-h-0 flex-1 overflow-auto rounded-lg border border-divider transition-opacity",
        busy && "opacity-50",
      )}
    >
      <table
        ref={table}
        onKeyDown={onKeyDown}
        className="min-w-full border-collapse [&_td]:max-w-60 [&_td]:truncate [&_td]:whitespace-pre [&_td]:px-2.5"
      >
        <caption className="sr-only">{t("import.file.preview")}</caption>
        <tbody>
          {file.preview.map((cells, line) => {
            const role = roles[line] ?? "row";
            return (
              <tr
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
                key={line}
                className="group/line relative h-(--row) border-divider border-b last:border-b-0"
              >
                <th
                  scope="row"
                  className="sticky left-0 z-10 w-28 border-divider border-r bg-surface px-0 text-left font-normal group-hover/line:bg-hover"
                >
                  <button
                    type="button"
                    data-line={line}
                    data-focus="inset"
                    tabIndex={line === start ? 0 : -1}
                    disabled={busy}
                    aria-pressed={role === "header"}
                    onClick={() => onHeader(line)}
                    className="flex h-full w-28 items-center gap-2 px-2.5 text-subtle text-xs tabular-nums"
                  >
                    <span className="w-6 text-right">{format.number(line + 1)}</span>
                    <RoleText role={role} />
                    <span className="sr-only">{t("import.file.header_here")}</span>
                  </button>
                </th>
                {spread(cells, role, drawn).map((cell, column) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the button at the head of the line does the same
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
                    key={column}
                    colSpan={cell.span}
                    onClick={() => !busy && onHeader(line)}
                    className={clsx("group-hover/line:bg-hover", LOOKS[role])}
                  >
                    {cell.text}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {columns > drawn && (
        <p className="sticky left-0 px-2.5 py-2 text-subtle text-xs">
          {t("import.file.more_columns", { count: columns - drawn })}
        </p>
      )}
    </section>
  );
}

function RoleText({ role }: { role: LineRole }) {
  const t = useT();
  return (
    <span className={clsx("truncate text-2xs", role === "header" && "font-medium text-accent")}>
      {role === "row" ? "" : t(`import.file.role.${role}`)}
    </span>
  );
}
