import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useT } from "~/i18n";
import { commands, type Entity, type FieldView, unwrap } from "~/ipc";
import { fieldName } from "~/ui/fields";
import { fieldsKey } from "./keys";

const NONE: readonly FieldView[] = [];

/** The question for the fields of records of this kind. */
function fieldsQuery(entity: Entity) {
  return {
    queryKey: fieldsKey(entity),
    queryFn: async () => {
      const fields = await unwrap(commands.fieldsList(entity));
      // A company is called what its field `company` says: its computed name would be the same column again.
      return entity === "company" ? fields.filter(({ id }) => id !== "name") : fields;
    },
    meta: { kinds: ["custom_fields"] },
    staleTime: Number.POSITIVE_INFINITY,
  } as const;
}

/** The fields that records of this kind can show. */
export function useFields(entity: Entity): readonly FieldView[] {
  return useQuery(fieldsQuery(entity)).data ?? NONE;
}

/** What keeps the fields from being there, and how to ask again. */
export function useFieldsError(entity: Entity): { error: unknown; retry: () => void } {
  const { error, refetch } = useQuery(fieldsQuery(entity));
  return { error, retry: () => void refetch() };
}

/** What fields are called beside records of this kind. */
export function useFieldNames(entity: Entity): (id: string) => string {
  const t = useT();
  const fields = useFields(entity);
  const labels = useMemo(() => new Map(fields.map(({ id, label }) => [id, label])), [fields]);
  return useCallback(
    (id) => fieldName({ id, label: labels.get(id) ?? null }, t, entity),
    [labels, t, entity],
  );
}

/** Whether a field can be written on a record of this kind; a prospect is linked to its company by name. */
export function isEditable(field: FieldView, entity: Entity): boolean {
  if (field.read_only || field.kind === "tags") return false;
  return field.entity === entity || field.id === "company";
}
