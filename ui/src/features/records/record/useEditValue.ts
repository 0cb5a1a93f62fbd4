import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Entity, RecordView, ValueView } from "~/ipc";
import { editField } from "../data/change";

/** The values with one written by hand now; an empty text takes the field away. */
export function withWritten(
  values: readonly ValueView[],
  field: string,
  value: string,
  at: number,
): ValueView[] {
  const written: ValueView = {
    field,
    value,
    clean: null,
    source: { kind: "user", at, file: null, row: null, import_id: null },
  };
  if (value === "") return values.filter((one) => one.field !== field);
  if (!values.some((one) => one.field === field)) return [...values, written];
  return values.map((one) => (one.field === field ? written : one));
}

/** Writes a field of a record: it shows at once, and the value before comes back when it cannot be saved. */
export function useEditValue(entity: Entity, id: string): (field: string, value: string) => void {
  const client = useQueryClient();
  return useCallback(
    (field, value) => {
      const key = ["record", entity, id];
      const before = client.getQueryData<RecordView>(key);
      if (before) {
        client.setQueryData<RecordView>(key, {
          ...before,
          values: withWritten(before.values, field, value, Date.now()),
        });
      }
      void editField(entity, id, field, value).then((saved) => {
        if (!saved) void client.invalidateQueries({ queryKey: key });
      });
    },
    [client, entity, id],
  );
}
