import { type FormEvent, useState } from "react";
import { useT } from "~/i18n";
import type { Entity, RecordAction } from "~/ipc";
import { Button } from "~/ui/Button";
import { Field } from "~/ui/Field";
import { CONTROL_FRAME } from "~/ui/Input";
import { Select } from "~/ui/Select";
import { type Suggest, SuggestField } from "~/ui/SuggestField";
import { isEditable, useFieldNames, useFields } from "../data/fields";
import { useSuggestValues } from "../data/suggest";
import { useFieldOptions } from "../record/groups";
import { useSuggestTags } from "../record/TagEditor";

type OnAction = (action: RecordAction) => void;
type FormProps = { entity: Entity; count: number; onAction: OnAction };

type SuggestInputProps = {
  value: string;
  onValue: (value: string) => void;
  suggest: Suggest;
  id?: string;
  "aria-label"?: string;
};

function SuggestInput(props: SuggestInputProps) {
  return (
    <SuggestField
      {...props}
      side="top"
      onChoose={props.onValue}
      className={`${CONTROL_FRAME} h-7 w-full min-w-0 px-2`}
    />
  );
}

/** Gives one field a value on all chosen records. */
export function ValueForm({ entity, field, count, onAction }: FormProps & { field: string }) {
  const t = useT();
  const nameOf = useFieldNames(entity);
  const suggest = useSuggestValues(entity, field);
  const [value, setValue] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAction({ kind: "set_field", field, value: value.trim() });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={nameOf(field)} hint={t("records.bulk.value_hint")}>
        <SuggestInput value={value} onValue={setValue} suggest={suggest} />
      </Field>
      <Button type="submit" variant="primary" className="self-end">
        {t("records.bulk.apply", { count })}
      </Button>
    </form>
  );
}

/** Chooses a field, then its value on all chosen records. */
export function FieldForm({ entity, count, onAction }: FormProps) {
  const t = useT();
  const fields = useFields(entity).filter((field) => isEditable(field, entity));
  const options = useFieldOptions(entity, fields);
  const [field, setField] = useState<string | undefined>(undefined);
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("records.bulk.field")}>
        <Select value={field} onValue={setField} options={options} searchable />
      </Field>
      {field && <ValueForm key={field} entity={entity} field={field} count={count} onAction={onAction} />}
    </div>
  );
}

/** Puts a tag on all chosen records or takes it off. */
export function TagForm({ onAction }: { onAction: OnAction }) {
  const t = useT();
  const suggest = useSuggestTags();
  const [name, setName] = useState("");
  const clean = name.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (clean !== "") onAction({ kind: "add_tag", name: clean });
      }}
      className="flex flex-col gap-3"
    >
      <Field label={t("records.bulk.tag_name")}>
        <SuggestInput value={name} onValue={setName} suggest={suggest} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button disabled={clean === ""} onClick={() => onAction({ kind: "remove_tag", name: clean })}>
          {t("records.bulk.remove_tag")}
        </Button>
        <Button type="submit" variant="primary" disabled={clean === ""}>
          {t("records.bulk.add_tag")}
        </Button>
      </div>
    </form>
  );
}
