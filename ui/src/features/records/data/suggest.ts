import { useCallback } from "react";
import { type Formats, type Translate, translate, useFormat } from "~/i18n";
import { commands, type Entity, unwrap } from "~/ipc";
import { outcomeName } from "~/ui/outcomes/outcomes";
import type { Suggest } from "~/ui/SuggestField";

const MOST = 20;

/** An import as a person reads it: the file and, in their own time, when it began. */
export function importName(label: string, format: Formats): string {
  const [, file, at] = /^(.*) · (\d{4}-\d\d-\d\dT[\d:.]+Z)$/s.exec(label) ?? [];
  return file === undefined || at === undefined ? label : `${file} · ${format.dateTime(at)}`;
}

/** What a value of a field that the app writes is called; other values stand as they are. */
export function valueName(field: string, value: string, format: Formats, t: Translate): string {
  if (field === "import") return importName(value, format);
  return field === "outcome" ? outcomeName(value, t) : value;
}

/** The values that records have in a field, the most frequent first. */
export function suggestValues(entity: Entity, field: string, format: Formats): Suggest {
  return async (prefix) => {
    const values = await unwrap(commands.listValues({ entity, field, prefix, limit: MOST }));
    return values
      .filter(({ value }) => value !== "")
      .map(({ value, count }) => {
        const label = valueName(field, value, format, translate);
        return { value, ...(label === value ? {} : { label }), hint: format.number(count) };
      });
  };
}

/** The same, for a component. */
export function useSuggestValues(entity: Entity, field: string): Suggest {
  const format = useFormat();
  return useCallback((text) => suggestValues(entity, field, format)(text), [entity, field, format]);
}
