import { FileText, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useT } from "~/i18n";
import type { FieldView, RecordView } from "~/ipc";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import { Popover } from "~/ui/Popover";
import { Select } from "~/ui/Select";
import { isEditable, useFieldNames, useFields } from "../data/fields";
import { toldReading } from "../data/name";
import { FieldLine } from "./FieldLine";
import { GROUPS, type Group, groupOf, useFieldOptions } from "./groups";
import { NameReading } from "./NameReading";
import { useEditValue } from "./useEditValue";

type RecordFieldsProps = { record: RecordView; company?: ReactNode };

/** Every field of a record in its group, each with its source and open for editing. */
export function RecordFields({ record, company }: RecordFieldsProps) {
  const t = useT();
  const { entity, values } = record;
  const fields = useFields(entity);
  const nameOf = useFieldNames(entity);
  const write = useEditValue(entity, record.id);
  const [editing, setEditing] = useState<string | null>(null);
  const [sources, setSources] = useState(false);

  const byId = new Map(fields.map((field) => [field.id, field]));
  const added = editing !== null && !values.some(({ field }) => field === editing) ? [editing] : [];
  const lines = [...values.map(({ field }) => field), ...added].flatMap((id) => byId.get(id) ?? []);
  const inGroup = (group: Group) =>
    lines.filter((field) => groupOf(field.id, field.entity, entity) === group && field.kind !== "tags");

  const line = (field: FieldView) => (
    <FieldLine
      key={field.id}
      field={field}
      name={nameOf(field.id)}
      value={values.find((value) => value.field === field.id)}
      editable={isEditable(field, entity)}
      editing={editing === field.id}
      showSource={sources}
      onEdit={(on) => setEditing(on ? field.id : null)}
      onValue={(value) => write(field.id, value)}
    />
  );

  return (
    <section aria-labelledby="record-details" className="flex flex-col gap-4">
      <div className="-mb-2 flex items-center gap-1">
        <h3 id="record-details" className="flex-1 font-semibold text-muted text-xs">
          {t("records.fields.details")}
        </h3>
        <IconButton
          size="sm"
          label={t("records.fields.show_sources")}
          aria-pressed={sources}
          icon={<FileText className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
          onClick={() => setSources(!sources)}
        />
      </div>
      {lines.length === 0 && <p className="text-subtle">{t("records.fields.none")}</p>}
      {GROUPS.map((group) => {
        const members = inGroup(group);
        const reading = group === "identity" ? toldReading(record) : undefined;
        const link = group === "company" && record.company ? company : undefined;
        if (members.length === 0 && !link && !reading) return null;
        return (
          <div key={group}>
            <h4 className="mb-0.5 font-medium text-2xs text-subtle">{t(`records.group.${group}`)}</h4>
            {link}
            <dl>
              {reading && <NameReading key={reading.found} id={record.id} name={reading} />}
              {members.map(line)}
            </dl>
          </div>
        );
      })}
      <AddField
        record={record}
        fields={fields.filter((field) => isEditable(field, entity))}
        onAdd={(field) => setEditing(field)}
      />
    </section>
  );
}

type AddFieldProps = { record: RecordView; fields: readonly FieldView[]; onAdd: (field: string) => void };

/** Chooses a field that the record has no value in yet. */
function AddField({ record, fields, onAdd }: AddFieldProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const free = fields.filter(({ id }) => !record.values.some(({ field }) => field === id));
  const options = useFieldOptions(record.entity, free);
  return (
    <Popover
      open={open}
      onOpen={setOpen}
      label={t("records.fields.add")}
      className="w-72"
      trigger={
        <Button
          variant="ghost"
          size="sm"
          icon={<Plus className="size-3.5" aria-hidden="true" />}
          className="-ml-2 self-start"
        >
          {t("records.fields.add")}
        </Button>
      }
    >
      <Select
        aria-label={t("records.fields.add_label")}
        value={undefined}
        options={options}
        searchable
        defaultOpen
        onClose={() => setOpen(false)}
        onValue={(field) => {
          setOpen(false);
          // After the list has given the focus back.
          requestAnimationFrame(() => onAdd(field));
        }}
      />
    </Popover>
  );
}
