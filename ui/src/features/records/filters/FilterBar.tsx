import { ListFilter, Plus } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { Entity } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";
import { AddChip, FilterChip } from "~/ui/Chip";
import { Popover } from "~/ui/Popover";
import { Select } from "~/ui/Select";
import { useFieldNames, useFields } from "../data/fields";
import { ConditionRow } from "./ConditionRow";
import { type Chip, type Chips, type Condition, completeChips, NO_CHIPS, withChip } from "./model";
import { conditionWords, jointWord } from "./words";

const NEW: Condition = { field: "", comparison: "is", values: [] };

type FilterBarProps = { entity: Entity; chips: Chips; onChips: (chips: Chips) => void };

/** The conditions of a list as chips; each opens an editor, where it can become a group. */
export function FilterBar({ entity, chips, onChips }: FilterBarProps) {
  const t = useT();
  const words = useChipWords(entity);
  const [open, setOpen] = useState<number | null>(null);
  const add = () => {
    onChips({ ...chips, of: [...chips.of, { kind: "group", joint: "and", of: [NEW] }] });
    setOpen(chips.of.length);
  };
  const close = () => {
    setOpen(null);
    onChips(completeChips(chips));
  };
  useCommands([{ id: "list.filter", group: "list", title: "filters.add", keys: ["f"], run: add }]);

  return (
    <fieldset aria-label={t("filters.label")} className="flex min-w-40 flex-1 flex-wrap items-center gap-1.5">
      {chips.of.map((chip, at) => {
        const { label, value, text } = words(chip);
        const trigger = (
          <FilterChip
            label={label}
            value={value}
            onRemove={() => onChips(withChip(chips, at, null))}
            removeLabel={t("filters.remove", { filter: text })}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chip is known by its place
          <span key={at} className="flex min-w-0 items-center gap-1.5">
            {at > 0 && chips.of.length > 1 && <JointSwitch chips={chips} onChips={onChips} />}
            {chip.kind === "as_is" ? (
              trigger
            ) : (
              <Popover
                open={open === at}
                onOpen={(now) => (now ? setOpen(at) : close())}
                label={t("filters.edit")}
                trigger={trigger}
                className="w-150 max-w-[calc(100vw-32px)]"
              >
                <GroupEditor
                  entity={entity}
                  chip={chip}
                  onChip={(next) => {
                    const after = withChip(chips, at, next);
                    if (after.of.length < chips.of.length) setOpen(null);
                    onChips(after);
                  }}
                />
              </Popover>
            )}
          </span>
        );
      })}
      <AddChip onClick={add}>
        {chips.of.length === 0 ? (
          <ListFilter className="size-3.5" strokeWidth={1.8} aria-hidden="true" />
        ) : (
          <Plus className="size-3.5" strokeWidth={1.8} aria-hidden="true" />
        )}
        {t("filters.add")}
      </AddChip>
      {chips.of.length > 1 && (
        <Button variant="ghost" size="sm" onClick={() => onChips(NO_CHIPS)}>
          {t("filters.clear")}
        </Button>
      )}
    </fieldset>
  );
}

function JointSwitch({ chips, onChips }: { chips: Chips; onChips: (chips: Chips) => void }) {
  const t = useT();
  const word = jointWord(chips.joint, t);
  return (
    <button
      type="button"
      aria-label={t("filters.switch_joint", { joint: word })}
      onClick={() => onChips({ ...chips, joint: chips.joint === "and" ? "or" : "and" })}
      className="h-6 min-w-6 rounded-md px-1 text-subtle text-xs hover:bg-hover hover:text-fg"
    >
      {word}
    </button>
  );
}

/** What a chip says, as label and value, and in one piece. */
type ChipWords = { label: string; value: ReactNode; text: string };

function useChipWords(entity: Entity): (chip: Chip) => ChipWords {
  const t = useT();
  const format = useFormat();
  const fields = useFields(entity);
  const nameOf = useFieldNames(entity);
  const wordsOf = (condition: Condition) => {
    const kind = fields.find(({ id }) => id === condition.field)?.kind ?? "text";
    const name = condition.field === "" ? t("filters.pick_field") : nameOf(condition.field);
    if (condition.field === "") return { label: name, value: "" };
    return conditionWords(condition, { name, kind }, t, format);
  };
  return (chip) => {
    if (chip.kind === "as_is") return { label: "", value: t("filters.as_is"), text: t("filters.as_is") };
    const said = chip.of
      .map(wordsOf)
      .map(({ label, value }) => ({ label, value, text: `${label} ${value}`.trim() }));
    const [first] = said;
    if (said.length === 1 && first) return first;
    const joint = ` ${jointWord(chip.joint, t)} `;
    const value = said.map((one, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place
      <Fragment key={at}>
        <span className="font-normal text-muted">
          {at > 0 && joint}
          {one.label}{" "}
        </span>
        {one.value}
      </Fragment>
    ));
    return { label: "", value, text: said.map((one) => one.text).join(joint) };
  };
}

type Group = Extract<Chip, { kind: "group" }>;

function GroupEditor({
  entity,
  chip,
  onChip,
}: {
  entity: Entity;
  chip: Group;
  onChip: (chip: Group) => void;
}) {
  const t = useT();
  const setAt = (at: number, condition: Condition | null) =>
    onChip({
      ...chip,
      of: chip.of.flatMap((one, index) => (index !== at ? [one] : condition ? [condition] : [])),
    });
  return (
    <div className="flex flex-col gap-2">
      {chip.of.length > 1 && (
        <Select
          aria-label={t("filters.joint")}
          value={chip.joint}
          onValue={(joint) => onChip({ ...chip, joint: joint === "or" ? "or" : "and" })}
          options={[
            { value: "or", label: t("filters.any_of") },
            { value: "and", label: t("filters.all_of") },
          ]}
          className="w-64!"
        />
      )}
      {chip.of.map((condition, at) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place
          key={at}
          entity={entity}
          condition={condition}
          onCondition={(next) => setAt(at, next)}
          onRemove={() => setAt(at, null)}
        />
      ))}
      <Button
        variant="ghost"
        size="sm"
        className="self-start"
        icon={<Plus className="size-3.5" aria-hidden="true" />}
        onClick={() =>
          onChip({ ...chip, joint: chip.of.length === 1 ? "or" : chip.joint, of: [...chip.of, NEW] })
        }
      >
        {t("filters.add_condition")}
      </Button>
    </div>
  );
}
