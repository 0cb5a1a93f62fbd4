import { ChevronDown, Split } from "lucide-react";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { ImportView, RowChoice } from "~/ipc";
import { Button } from "~/ui/Button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "~/ui/Menu";
import { decideRows } from "./decide";

type DecideBarProps = { view: ImportView; onOneByOne: () => void };

const CHOICES: readonly RowChoice[] = ["first", "second", "new", "leave"];

/** Says that rows wait for a decision, and takes one for all of them. */
export function DecideBar({ view, onOneByOne }: DecideBarProps) {
  const t = useT();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const { review } = view.counts;
  const decideAll = async (choice: RowChoice) => {
    setBusy(true);
    await decideRows(view.id, null, choice);
    setBusy(false);
  };
  return (
    <section className="mt-3.5 flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-divider bg-warning-soft py-2 pr-2 pl-3.5">
      <Split className="size-4 shrink-0 text-warning" strokeWidth={1.8} aria-hidden="true" />
      <p className="min-w-48 flex-1">
        {t("import.decide.waiting", { count: review, n: format.number(review) })}
      </p>
      <div className="flex gap-2">
        <Menu
          align="end"
          className="w-84"
          trigger={
            <Button busy={busy}>
              {t("import.decide.all")}
              <ChevronDown className="size-3.5 text-subtle" aria-hidden="true" />
            </Button>
          }
        >
          <MenuLabel>{t("import.decide.all_label")}</MenuLabel>
          {CHOICES.map((choice) => (
            <MenuItem key={choice} onSelect={() => void decideAll(choice)}>
              {t(`import.decide.all_${choice}`)}
            </MenuItem>
          ))}
          <MenuSeparator />
          <p className="px-2 py-1 text-2xs text-subtle">{t("import.decide.order")}</p>
        </Menu>
        <Button variant="primary" onClick={onOneByOne}>
          {t("import.decide.each")}
        </Button>
      </div>
    </section>
  );
}
