import type { FieldKind, Filter, Op } from "~/ipc";

/** How a condition compares, as a person chooses it: an operator of the list or its opposite. */
export const COMPARISONS = [
  "is",
  "is_not",
  "contains",
  "contains_not",
  "starts_with",
  "at_least",
  "at_most",
  "empty",
  "not_empty",
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A comparison of one field; any one of the values is enough. */
export type Condition = { field: string; comparison: Comparison; values: readonly string[] };

/** Whether all or one of several have to hold. */
export type Joint = "and" | "or";

/** A chip: one condition, or a group of several. `as_is` keeps what chips cannot show. */
export type Chip =
  | { kind: "group"; joint: Joint; of: readonly Condition[] }
  | { kind: "as_is"; filter: Filter };

/** The chips of a list. */
export type Chips = { joint: Joint; of: readonly Chip[] };

export const NO_CHIPS: Chips = { joint: "and", of: [] };
/** The filter that every record passes. */
export const EVERY_RECORD: Filter = { kind: "and", of: [] };

const OPPOSITES: Partial<Record<Comparison, Op>> = {
  is_not: "is",
  contains_not: "contains",
  not_empty: "empty",
};

const NEGATED: Partial<Record<Op, Comparison>> = {
  is: "is_not",
  contains: "contains_not",
  empty: "not_empty",
};

/** Whether a comparison needs something to compare with. */
export function needsValue(comparison: Comparison): boolean {
  return comparison !== "empty" && comparison !== "not_empty";
}

/** Whether a condition says enough to be applied. */
export function isComplete({ field, comparison, values }: Condition): boolean {
  return field !== "" && (!needsValue(comparison) || values.length > 0);
}

/** The comparisons that make sense for a kind of field, the most usual first. */
export function comparisonsFor(kind: FieldKind): readonly Comparison[] {
  switch (kind) {
    case "number":
      return ["at_least", "at_most", "is", "is_not", "empty", "not_empty"];
    case "date":
      return ["at_least", "at_most", "starts_with", "empty", "not_empty"];
    case "choice":
      return ["is", "is_not", "contains", "empty", "not_empty"];
    case "tags":
      return ["is", "is_not", "empty", "not_empty"];
    default:
      return ["is", "is_not", "contains", "contains_not", "starts_with", "empty", "not_empty"];
  }
}

function testOf({ field, comparison, values }: Condition): Filter {
  const opposite = OPPOSITES[comparison];
  const test: Filter = {
    kind: "test",
    field,
    op: opposite ?? (comparison as Op),
    values: needsValue(comparison) ? [...values] : [],
  };
  return opposite ? { kind: "not", of: test } : test;
}

function joined(joint: Joint, of: Filter[]): Filter {
  const [only] = of;
  return of.length === 1 && only ? only : { kind: joint, of };
}

function filterOfChip(chip: Chip): Filter[] {
  if (chip.kind === "as_is") return [chip.filter];
  const complete = chip.of.filter(isComplete);
  return complete.length === 0 ? [] : [joined(chip.joint, complete.map(testOf))];
}

/** The filter that chips stand for; conditions that are not complete yet are left out. */
export function filterOf({ joint, of }: Chips): Filter {
  const parts = of.flatMap(filterOfChip);
  if (parts.length === 0) return EVERY_RECORD;
  // A group stays inside the list of chips, so that reading it back gives the same chips.
  return { kind: joint, of: parts };
}

function conditionOf(filter: Filter): Condition | null {
  if (filter.kind === "test") return { field: filter.field, comparison: filter.op, values: filter.values };
  if (filter.kind !== "not" || filter.of.kind !== "test") return null;
  const comparison = NEGATED[filter.of.op];
  return comparison ? { field: filter.of.field, comparison, values: filter.of.values } : null;
}

function chipOf(filter: Filter): Chip {
  const condition = conditionOf(filter);
  if (condition) return { kind: "group", joint: "and", of: [condition] };
  if ((filter.kind === "and" || filter.kind === "or") && filter.of.length > 0) {
    const of = filter.of.map(conditionOf);
    if (of.every((one) => one !== null)) return { kind: "group", joint: filter.kind, of };
  }
  return { kind: "as_is", filter };
}

/** The chips that show a filter. What they cannot show stays in a chip of its own: nothing is lost. */
export function chipsOf(filter: Filter): Chips {
  if (filter.kind === "and") return { joint: "and", of: filter.of.map(chipOf) };
  if (filter.kind === "or" && filter.of.length > 0) return { joint: "or", of: filter.of.map(chipOf) };
  return { joint: "and", of: [chipOf(filter)] };
}

/** The chips with one changed; an empty group takes its chip away. */
export function withChip(chips: Chips, at: number, chip: Chip | null): Chips {
  const gone = chip === null || (chip.kind === "group" && chip.of.length === 0);
  return { ...chips, of: chips.of.flatMap((one, index) => (index !== at ? [one] : gone ? [] : [chip])) };
}

/** The chips with one more. */
export function withNewChip(chips: Chips, condition: Condition): Chips {
  return { ...chips, of: [...chips.of, { kind: "group", joint: "and", of: [condition] }] };
}

/** The chips without conditions that say nothing yet. */
export function completeChips(chips: Chips): Chips {
  const of = chips.of.flatMap((chip): Chip[] => {
    if (chip.kind === "as_is") return [chip];
    const complete = chip.of.filter(isComplete);
    return complete.length === 0 ? [] : [{ ...chip, of: complete }];
  });
  return { ...chips, of };
}
