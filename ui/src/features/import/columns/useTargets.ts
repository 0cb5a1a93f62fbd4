import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useT } from "~/i18n";
import { commands, type FieldView, unwrap } from "~/ipc";
import { fieldName } from "~/ui/fields";
import type { Option } from "~/ui/Select";
import { columnName } from "../sentences";
import type { Session } from "../session/state";
import { customTarget, GROUPS, groupOf, IGNORE, isCustom } from "./mapping";

const NONE: readonly FieldView[] = [];

/** The fields that a column can go to. */
export function useFields(): readonly FieldView[] {
  const { data } = useQuery({
    queryKey: ["fields", "prospect"],
    queryFn: () => unwrap(commands.fieldsList("prospect")),
    meta: { kinds: ["custom_fields"] },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? NONE;
}

/** What each column of a file can go to: nowhere, a new field of its own, or one of the known fields. */
export function useTargets(
  session: Session,
  fields: readonly FieldView[],
): (column: number) => readonly Option[] {
  const t = useT();
  const { mapping, file } = session;
  return useMemo(() => {
    const headerOf = (column: number) => columnName(file?.columns[column]?.header, column, t);
    const takenBy = new Map(mapping.map((target, column) => [target, column]));
    const known = GROUPS.flatMap((group) =>
      fields
        .filter((field) => field.importable && groupOf(field) === group)
        .map<Option>((field) => {
          const by = takenBy.get(field.id);
          return {
            value: field.id,
            label: fieldName(field, t),
            group: t(`import.columns.group.${group}`),
            ...(by === undefined ? {} : { hint: t("import.columns.taken", { column: headerOf(by) }) }),
          };
        }),
    );
    const existing = new Set(known.map(({ value }) => value));
    return (column) => {
      const target = mapping[column] ?? IGNORE;
      const own = isCustom(target) && !existing.has(target);
      const header = file?.columns[column]?.header ?? "";
      const others = new Set(mapping.filter((_, other) => other !== column));
      return [
        { value: IGNORE, label: t("import.columns.ignore") },
        {
          value: own ? target : customTarget(header, column, new Set([...others, ...existing])),
          label: t("import.columns.new_field", { name: headerOf(column) }),
        },
        ...known,
      ];
    };
  }, [fields, file, mapping, t]);
}
