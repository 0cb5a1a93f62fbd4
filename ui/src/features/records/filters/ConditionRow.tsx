import { X } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { Entity } from "~/ipc";
import { IconButton } from "~/ui/IconButton";
import { Input } from "~/ui/Input";
import { Select } from "~/ui/Select";
import { TokenField } from "~/ui/TokenField";
import { useFieldNames, useFields } from "../data/fields";
import { useSuggestValues, valueName } from "../data/suggest";
import { useFieldOptions } from "../record/groups";
import { type Condition, comparisonsFor, needsValue } from "./model";
import { comparisonName } from "./words";

type ConditionRowProps = {
  entity: Entity;
  condition: Condition;
  onCondition: (condition: Condition) => void;
  onRemove: () => void;
};

/** One condition: which field, how, with what. */
export function ConditionRow({ entity, condition, onCondition, onRemove }: ConditionRowProps) {
  const t = useT();
  const fields = useFields(entity);
  const nameOf = useFieldNames(entity);
  const options = useFieldOptions(entity, fields);
  const kind = fields.find(({ id }) => id === condition.field)?.kind ?? "text";
  const comparisons = comparisonsFor(kind);
  const setField = (field: string) => {
    const kindOf = fields.find(({ id }) => id === field)?.kind ?? "text";
    onCondition({ field, comparison: comparisonsFor(kindOf)[0] ?? "is", values: [] });
  };
  return (
    <div className="flex items-start gap-1.5">
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,0.95fr)_minmax(0,1.4fr)] items-start gap-1.5 max-[700px]:grid-cols-1">
        <Select
          aria-label={t("filters.field")}
          placeholder={t("filters.pick_field")}
          value={condition.field || undefined}
          onValue={setField}
          options={options}
          searchable
          defaultOpen={condition.field === ""}
        />
        <Select
          aria-label={t("filters.comparison")}
          value={condition.comparison}
          onValue={(comparison) =>
            onCondition({ ...condition, comparison: comparison as Condition["comparison"] })
          }
          disabled={condition.field === ""}
          options={comparisons.map((one) => ({ value: one, label: comparisonName(one, kind, t) }))}
        />
        {needsValue(condition.comparison) && (
          <ValueInput
            key={condition.field}
            entity={entity}
            condition={condition}
            label={t("filters.values")}
            hint={kind === "date" ? t("filters.date_hint") : nameOf(condition.field)}
            onCondition={onCondition}
          />
        )}
      </div>
      <IconButton
        label={t("filters.remove_condition")}
        icon={<X className="size-3.5" aria-hidden="true" />}
        onClick={onRemove}
      />
    </div>
  );
}

type ValueInputProps = Omit<ConditionRowProps, "onRemove"> & { label: string; hint: string };

function ValueInput({ entity, condition, label, hint, onCondition }: ValueInputProps) {
  const suggest = useSuggestValues(entity, condition.field);
  const t = useT();
  const format = useFormat();
  const { comparison, values } = condition;
  if (comparison === "at_least" || comparison === "at_most") {
    return (
      <Input
        aria-label={label}
        placeholder={hint}
        value={values[0] ?? ""}
        onChange={({ target }) => onCondition({ ...condition, values: target.value ? [target.value] : [] })}
      />
    );
  }
  return (
    <TokenField
      label={label}
      values={values}
      onValues={(next) => onCondition({ ...condition, values: next })}
      suggest={condition.field === "" ? async () => [] : suggest}
      shown={(value) => valueName(condition.field, value, format, t)}
      autoFocus={condition.field !== "" && values.length === 0}
    />
  );
}
