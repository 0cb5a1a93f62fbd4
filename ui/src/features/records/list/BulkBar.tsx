import clsx from "clsx";
import {
  Archive,
  ArchiveRestore,
  CircleDot,
  Flag,
  PencilLine,
  TagIcon,
  Trash2,
  Upload,
  UserRound,
  X,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { Entity, RecordAction, Scope, Selection } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import { OutcomeForm } from "~/ui/outcomes/OutcomeForm";
import { Popover } from "~/ui/Popover";
import { changeRecords } from "../data/change";
import { traitsOf } from "../entity";
import { FieldForm, TagForm, ValueForm } from "./BulkForms";

/** What of the bar is open. */
export type BulkForm = "edit" | "tag" | "owner" | "stage" | "outcome";

type BulkBarProps = {
  entity: Entity;
  scope: Scope;
  selection: Selection;
  /** How many records are chosen, and how many match. */
  count: number;
  total: number;
  form: BulkForm | null;
  onForm: (form: BulkForm | null) => void;
  onSelectAll: () => void;
  onClear: () => void;
  /** Goes back to the list, where a further Esc gives up the selection. */
  onLeave: () => void;
  onExport: () => void;
};

const icon = { className: "size-3.5 shrink-0", strokeWidth: 1.8, "aria-hidden": true } as const;

/** Closer together where the words would not fit in any language. */
const ACTION = "h-7! @max-[1100px]:px-1.5!";

/** What can be done with the chosen records; floats over the foot of the list. */
export function BulkBar(props: BulkBarProps) {
  const { entity, scope, selection, count, total, form, onForm, onSelectAll, onClear, onLeave, onExport } =
    props;
  const t = useT();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const traits = traitsOf(entity);

  const act = async (action: RecordAction) => {
    onForm(null);
    setBusy(true);
    const done = await changeRecords(entity, selection, action);
    setBusy(false);
    const leaves = action.kind === "archive" || action.kind === "restore" || action.kind === "remove";
    if (done && leaves) onClear();
  };
  useCommands([
    {
      id: "selection.remove",
      group: "edit",
      title: "records.bulk.remove",
      keys: ["delete"],
      run: () => void act({ kind: "remove" }),
    },
  ]);

  const opener = (name: BulkForm, label: string, sign: ReactNode, content: ReactNode, width = "w-72") => (
    <Popover
      open={form === name}
      onOpen={(open) => onForm(open ? name : null)}
      label={label}
      align="center"
      className={width}
      trigger={
        <Button size="sm" variant="ghost" icon={sign} aria-label={label} className={ACTION}>
          <Label>{label}</Label>
        </Button>
      }
    >
      {content}
    </Popover>
  );
  const press = (label: string, sign: ReactNode, run: () => void, danger = false) => (
    <Button
      size="sm"
      variant="ghost"
      icon={sign}
      aria-label={label}
      onClick={run}
      className={clsx(ACTION, danger && "text-danger!")}
    >
      <Label>{label}</Label>
    </Button>
  );

  return (
    <div className="@container pointer-events-none absolute inset-x-3 bottom-3 z-30 flex justify-center">
      <div
        role="toolbar"
        aria-label={t("records.bulk.label")}
        aria-busy={busy || undefined}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !event.currentTarget.contains(event.target as Node)) return;
          event.preventDefault();
          onLeave();
        }}
        className="pointer-events-auto flex h-10 max-w-full animate-pop items-center gap-0.5 rounded-lg border border-divider bg-raised pr-1.5 pl-3 shadow-lg"
      >
        <span role="status" className="whitespace-nowrap font-medium tabular-nums">
          {t("records.bulk.selected", { count })}
        </span>
        {count < total && (
          <button
            type="button"
            onClick={onSelectAll}
            className="ml-1.5 h-6 whitespace-nowrap rounded-md px-1.5 text-accent hover:bg-hover @max-[560px]:hidden"
          >
            {t("records.bulk.select_all", { n: format.number(total) })}
          </button>
        )}
        <span aria-hidden="true" className="mx-1.5 h-5 w-px shrink-0 bg-divider" />
        {opener(
          "edit",
          t("records.bulk.edit"),
          <PencilLine {...icon} />,
          <FieldForm entity={entity} count={count} onAction={act} />,
        )}
        {opener("tag", t("records.bulk.tag"), <TagIcon {...icon} />, <TagForm onAction={act} />)}
        {opener(
          "owner",
          t("records.bulk.owner"),
          <UserRound {...icon} />,
          <ValueForm entity={entity} field={traits.ownerField} count={count} onAction={act} />,
        )}
        {traits.staged &&
          opener(
            "stage",
            t("records.bulk.stage"),
            <CircleDot {...icon} />,
            <ValueForm entity={entity} field="stage" count={count} onAction={act} />,
          )}
        {entity === "prospect" &&
          scope === "active" &&
          opener(
            "outcome",
            t("records.outcome.title"),
            <Flag {...icon} />,
            <OutcomeForm selection={selection} count={count} onClose={() => onForm(null)} />,
            "w-88",
          )}
        {scope === "active"
          ? press(t("records.bulk.archive"), <Archive {...icon} />, () => void act({ kind: "archive" }))
          : press(
              t("records.bulk.restore"),
              <ArchiveRestore {...icon} />,
              () => void act({ kind: "restore" }),
            )}
        {press(t("records.bulk.export"), <Upload {...icon} />, onExport)}
        {press(t("records.bulk.remove"), <Trash2 {...icon} />, () => void act({ kind: "remove" }), true)}
        <span aria-hidden="true" className="mx-1 h-5 w-px shrink-0 bg-divider" />
        <IconButton
          label={t("records.bulk.clear")}
          icon={<X className="size-4" strokeWidth={1.8} aria-hidden="true" />}
          onClick={onClear}
        />
      </div>
    </div>
  );
}

/** The words of a button; left out where the list is narrow. */
function Label({ children }: { children: ReactNode }) {
  return <span className="@max-[900px]:hidden">{children}</span>;
}
