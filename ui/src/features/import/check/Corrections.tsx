import { ArrowRight } from "lucide-react";
import { useT } from "~/i18n";
import { Button } from "~/ui/Button";
import { columnName } from "../sentences";
import type { Session } from "../session/state";
import { dispatch } from "../session/store";

/** The values that a person has corrected, each with the way back. */
export function Corrections({ session }: { session: Session }) {
  const t = useT();
  return (
    <ul
      className="min-h-0 overflow-y-auto rounded-lg border border-divider"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the list
      tabIndex={0}
      data-focus="inset"
      aria-label={t("import.check.fixes")}
    >
      {session.fixes.map((fix) => (
        <li
          key={`${fix.column}-${fix.from}`}
          className="flex h-9 items-center gap-3 border-divider border-b px-3 last:border-b-0"
        >
          <span className="w-40 shrink-0 truncate text-muted">
            {columnName(session.file?.columns[fix.column]?.header, fix.column, t)}
          </span>
          <span className="min-w-0 flex-1 truncate whitespace-pre text-muted line-through">{fix.from}</span>
          <ArrowRight className="size-3.5 shrink-0 text-success" aria-hidden="true" />
          <span className="min-w-0 flex-1 truncate font-medium">
            {fix.to || <span className="text-subtle italic">{t("import.check.emptied")}</span>}
          </span>
          <Button size="sm" variant="ghost" onClick={() => dispatch({ type: "unfix", fix })}>
            {t("import.check.take_back")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
