import { Download, FileDown, MoreHorizontal, Play, Rows3, Sparkles, Undo2 } from "lucide-react";
import { useRef } from "react";
import { useFormat, useT } from "~/i18n";
import type { ImportView } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { hrefOf, navigate } from "~/platform/navigation";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem, MenuSeparator } from "~/ui/Menu";
import { OUTCOMES, OutcomeBar } from "../Outcomes";
import { resumeImport } from "../session/store";
import { canUndo, failedRows, saveFailures } from "./imports";
import { StatusTag } from "./StatusTag";

const icon = { className: "size-4", strokeWidth: 1.8, "aria-hidden": true } as const;

/** What came in so far, newest first, each with the way back. */
export function PastImports({ imports }: { imports: readonly ImportView[] }) {
  const t = useT();
  const table = useRef<HTMLTableElement>(null);
  const step = (by: 1 | -1) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("[data-import]") ?? [])];
    const here = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    links[Math.min(links.length - 1, Math.max(0, here + by))]?.focus();
  };
  useCommands([
    {
      id: "import.list_next",
      group: "list",
      title: "common.table.next",
      keys: ["j", "down"],
      paletteHidden: true,
      run: () => step(1),
    },
    {
      id: "import.list_previous",
      group: "list",
      title: "common.table.previous",
      keys: ["k", "up"],
      paletteHidden: true,
      run: () => step(-1),
    },
  ]);
  return (
    <table ref={table} className="w-full table-fixed border-collapse" aria-label={t("import.list.label")}>
      <colgroup>
        <col />
        <col className="w-36 max-[1000px]:w-32" />
        <col className="w-24 max-[1000px]:w-20" />
        <col className="w-60 max-[1000px]:hidden" />
        <col className="w-32 max-[1000px]:w-28" />
        <col className="w-32" />
      </colgroup>
      <thead>
        <tr className="h-[30px] border-divider border-b text-left text-subtle text-xs [&>th]:px-2.5 [&>th]:font-medium">
          <th scope="col">{t("import.list.file")}</th>
          <th scope="col">{t("import.list.date")}</th>
          <th scope="col" className="text-right">
            {t("import.list.rows")}
          </th>
          <th scope="col" className="max-[1000px]:hidden">
            {t("import.list.outcome")}
          </th>
          <th scope="col">{t("import.list.status")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {imports.map((view) => (
          <ImportLine key={view.id} view={view} />
        ))}
      </tbody>
    </table>
  );
}

function ImportLine({ view }: { view: ImportView }) {
  const t = useT();
  const format = useFormat();
  const target = { screen: "import", id: view.id } as const;
  const name = view.kind === "sample" ? t("import.list.sample") : view.file_name;
  const told = OUTCOMES.filter((outcome) => view.counts[outcome] > 0).slice(0, 3);
  return (
    <tr
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest("a, button")) navigate(target);
      }}
      className="h-11 border-divider border-b transition-colors focus-within:bg-hover hover:bg-hover [&>td]:px-2.5"
    >
      <td>
        <a
          data-import={view.id}
          href={hrefOf(target)}
          onClick={(event) => {
            event.preventDefault();
            navigate(target);
          }}
          className="flex items-center gap-2.5"
        >
          <span className="text-subtle">
            {view.kind === "sample" ? <Sparkles {...icon} /> : <Download {...icon} />}
          </span>
          <span className="truncate font-medium">{name}</span>
        </a>
      </td>
      <td className="truncate text-muted tabular-nums" title={format.dateTime(view.started_at)}>
        {format.relative(view.started_at)}
      </td>
      <td className="text-right text-muted tabular-nums">{format.number(view.rows)}</td>
      <td className="max-[1000px]:hidden">
        <OutcomeBar counts={view.counts} className="h-1.5" />
        <span aria-hidden="true" className="mt-1 block truncate text-2xs text-subtle tabular-nums">
          {told.map((outcome) => t(`import.counted.${outcome}`, { count: view.counts[outcome] })).join(" · ")}
        </span>
      </td>
      <td>
        <StatusTag status={view.status} />
      </td>
      <td>
        <span className="flex items-center justify-end gap-1">
          <MainAction view={view} name={name} />
          <Actions view={view} name={name} />
        </span>
      </td>
    </tr>
  );
}

function MainAction({ view, name }: { view: ImportView; name: string }) {
  const t = useT();
  if (view.status === "interrupted") {
    return (
      <Button size="sm" onClick={() => void resumeImport(view)}>
        {t("import.list.resume")}
      </Button>
    );
  }
  if (!canUndo(view)) return null;
  return (
    <Button
      size="sm"
      aria-label={t("import.list.undo_file", { file: name })}
      onClick={() => requestUndo(view.change)}
    >
      {t("common.undo")}
    </Button>
  );
}

function Actions({ view, name }: { view: ImportView; name: string }) {
  const t = useT();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          size="sm"
          label={t("import.list.actions", { file: name })}
          icon={<MoreHorizontal {...icon} />}
        />
      }
    >
      <MenuItem icon={<Rows3 />} onSelect={() => navigate({ screen: "import", id: view.id })}>
        {t("import.list.open")}
      </MenuItem>
      <MenuItem
        icon={<FileDown />}
        disabled={failedRows(view) === 0}
        onSelect={() => void saveFailures(view)}
      >
        {t("import.list.failures")}
      </MenuItem>
      {view.status === "interrupted" && (
        <MenuItem icon={<Play />} onSelect={() => void resumeImport(view)}>
          {t("import.list.resume")}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<Undo2 />} disabled={!canUndo(view)} onSelect={() => requestUndo(view.change)}>
        {t("import.list.undo")}
      </MenuItem>
    </Menu>
  );
}
