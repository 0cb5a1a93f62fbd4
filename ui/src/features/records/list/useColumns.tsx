import { useMemo } from "react";
import { useFormat } from "~/i18n";
import type { ColumnChoice, Entity, FieldView } from "~/ipc";
import type { Column } from "~/ui/table";
import { isEditable, useFieldNames, useFields } from "../data/fields";
import { suggestValues } from "../data/suggest";
import { traitsOf } from "../entity";
import { GradeCell, isCount, NameCell, TagsCell, ValueCell } from "./cells";
import { usualWidth } from "./columns";
import type { RecordRow } from "./rows";

/** Fields whose values repeat: known ones are offered while text is typed. */
const REPEATING = new Set([
  "company",
  "country",
  "city",
  "region",
  "industry",
  "company_country",
  "company_city",
]);

/** Whether known values of a field are offered. */
export function offersValues(field: FieldView): boolean {
  return field.kind === "choice" || REPEATING.has(field.id);
}

function cellOf(field: FieldView, entity: Entity): Column<RecordRow>["cell"] {
  if (field.id === traitsOf(entity).nameField) return (row) => <NameCell row={row} entity={entity} />;
  if (field.kind === "tags") return (row) => <TagsCell tags={row.tags} />;
  if (field.id === "grade") return (row) => <GradeCell grade={row.values.grade ?? ""} />;
  return (row) => <ValueCell row={row} field={field} />;
}

/** The table's columns for the chosen fields. */
export function useColumns(entity: Entity, choices: readonly ColumnChoice[]): readonly Column<RecordRow>[] {
  const fields = useFields(entity);
  const nameOf = useFieldNames(entity);
  const format = useFormat();
  const shown = choices.map(({ field }) => field).join("\n");
  return useMemo(() => {
    const known = new Map(fields.map((field) => [field.id, field]));
    return shown.split("\n").flatMap((id): Column<RecordRow>[] => {
      const field = known.get(id);
      if (!field) return [];
      const column: Column<RecordRow> = {
        id,
        title: nameOf(id),
        width: usualWidth(id),
        sortable: field.kind !== "tags",
        fixed: id === traitsOf(entity).nameField,
        ...(isCount(field) ? { align: "end", numeric: true } : {}),
        cell: cellOf(field, entity),
      };
      if (!isEditable(field, entity)) return [column];
      const value = (row: RecordRow) => row.values[id] ?? "";
      const suggest = offersValues(field) ? { suggest: suggestValues(entity, id, format) } : {};
      return [{ ...column, editor: { value, ...suggest } }];
    });
  }, [entity, fields, shown, nameOf, format]);
}
