import { ArrowRight, ChevronDown } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import { FilterChip } from "~/ui/Chip";
import { fieldName } from "~/ui/fields";
import { Popover } from "~/ui/Popover";
import { IGNORE } from "../columns/mapping";
import { useFields } from "../columns/useTargets";
import { columnName } from "../sentences";

type MappingChipProps = { headers: readonly string[]; mapping: readonly string[] };

/** Where the columns of an import went. */
export function MappingChip({ headers, mapping }: MappingChipProps) {
  const t = useT();
  const format = useFormat();
  const fields = useFields();
  const nameOf = (target: string) => fieldName(fields.find(({ id }) => id === target) ?? { id: target }, t);
  return (
    <Popover
      label={t("import.detail.mapping")}
      align="end"
      className="w-100 p-0!"
      trigger={
        <FilterChip
          label={t("import.detail.mapping")}
          value={
            <span className="flex items-center gap-1">
              {format.number(headers.length)}
              <ChevronDown className="size-3 text-subtle" aria-hidden="true" />
            </span>
          }
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the list */}
      <ul className="max-h-96 overflow-y-auto py-1" tabIndex={0} data-focus="inset">
        {headers.map((header, column) => {
          const target = mapping[column] ?? IGNORE;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place alone
            <li key={column} className="flex h-7 items-center gap-2.5 px-3">
              <span className="min-w-0 flex-1 truncate text-muted">{columnName(header, column, t)}</span>
              <ArrowRight className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />
              <span className={target === IGNORE ? "w-44 truncate text-subtle" : "w-44 truncate font-medium"}>
                {target === IGNORE ? t("import.columns.ignore") : nameOf(target)}
              </span>
            </li>
          );
        })}
      </ul>
    </Popover>
  );
}
