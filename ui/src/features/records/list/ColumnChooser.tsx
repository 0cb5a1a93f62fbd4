import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { useState } from "react";
import { useT } from "~/i18n";
import type { ColumnChoice, Entity } from "~/ipc";
import { Button } from "~/ui/Button";
import { Checkbox } from "~/ui/Checkbox";
import { IconButton } from "~/ui/IconButton";
import { CONTROL_FRAME } from "~/ui/Input";
import { Popover } from "~/ui/Popover";
import { useFieldNames, useFields } from "../data/fields";
import { traitsOf } from "../entity";
import { usualColumns, withColumn, withColumnMoved } from "./columns";

type ColumnChooserProps = {
  entity: Entity;
  columns: readonly ColumnChoice[];
  onColumns: (columns: readonly ColumnChoice[]) => void;
};

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Chooses which fields the list shows and in which order. */
export function ColumnChooser({ entity, columns, onColumns }: ColumnChooserProps) {
  const t = useT();
  const [search, setSearch] = useState("");
  const fields = useFields(entity);
  const nameOf = useFieldNames(entity);
  const found = (id: string) => plain(nameOf(id)).includes(plain(search));
  const shown = columns.map(({ field }) => field);
  const hidden = fields.map(({ id }) => id).filter((id) => !shown.includes(id) && found(id));
  const listed = shown.filter(found);
  return (
    <Popover
      label={t("records.columns.label")}
      align="end"
      className="w-80 p-0!"
      trigger={
        <Button variant="ghost" icon={<Columns3 className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}>
          {t("records.columns.label")}
        </Button>
      }
    >
      <div className="flex items-center gap-2 border-divider border-b p-2">
        <input
          type="search"
          aria-label={t("records.columns.search")}
          placeholder={t("records.columns.search")}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          className={`${CONTROL_FRAME} h-7 min-w-0 flex-1 px-2`}
        />
        <Button variant="ghost" onClick={() => onColumns(usualColumns(traitsOf(entity).columns))}>
          {t("records.columns.reset")}
        </Button>
      </div>
      <div className="max-h-[50vh] overflow-y-auto p-2">
        {listed.length > 0 && <Heading>{t("records.columns.shown")}</Heading>}
        <ul>
          {listed.map((field) => (
            <Line
              key={field}
              name={nameOf(field)}
              shown
              fixed={field === traitsOf(entity).nameField}
              first={shown[1] === field}
              last={shown.at(-1) === field}
              onShown={() => onColumns(withColumn(columns, field, false))}
              onMove={(step) => onColumns(withColumnMoved(columns, field, step))}
            />
          ))}
        </ul>
        {hidden.length > 0 && <Heading>{t("records.columns.hidden")}</Heading>}
        <ul>
          {hidden.map((field) => (
            <Line
              key={field}
              name={nameOf(field)}
              shown={false}
              onShown={() => onColumns(withColumn(columns, field, true))}
            />
          ))}
        </ul>
        {listed.length + hidden.length === 0 && (
          <p className="px-2 py-1.5 text-subtle">{t("records.columns.none")}</p>
        )}
      </div>
    </Popover>
  );
}

function Heading({ children }: { children: string }) {
  return <p className="px-1.5 pt-1.5 pb-1 font-medium text-2xs text-subtle">{children}</p>;
}

type LineProps = {
  name: string;
  shown: boolean;
  fixed?: boolean;
  first?: boolean;
  last?: boolean;
  onShown: () => void;
  onMove?: (step: 1 | -1) => void;
};

function Line({ name, shown, fixed = false, first = false, last = false, onShown, onMove }: LineProps) {
  const t = useT();
  const icon = { className: "size-3.5", strokeWidth: 1.8, "aria-hidden": true } as const;
  return (
    <li className="group/line flex h-7 items-center gap-1 rounded-md px-1.5 hover:bg-hover">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the box inside is an input */}
      <label className="flex min-w-0 flex-1 items-center gap-2.5">
        <Checkbox
          checked={shown}
          disabled={fixed}
          onChecked={onShown}
          aria-label={t("records.columns.show", { column: name })}
        />
        <span className="truncate">{name}</span>
      </label>
      {onMove && !fixed && (
        <span className="flex opacity-0 focus-within:opacity-100 group-hover/line:opacity-100">
          <IconButton
            size="sm"
            label={t("records.columns.up", { column: name })}
            icon={<ArrowUp {...icon} />}
            disabled={first}
            onClick={() => onMove(-1)}
          />
          <IconButton
            size="sm"
            label={t("records.columns.down", { column: name })}
            icon={<ArrowDown {...icon} />}
            disabled={last}
            onClick={() => onMove(1)}
          />
        </span>
      )}
    </li>
  );
}
