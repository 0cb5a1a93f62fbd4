import { SlidersHorizontal } from "lucide-react";
import { useT } from "~/i18n";
import type { Scope } from "~/ipc";
import { type Density, setPreferences, usePreferences } from "~/platform/preferences";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator, MenuToggle } from "~/ui/Menu";

const DENSITIES = ["compact", "normal", "roomy"] as const satisfies readonly Density[];

type ListMenuProps = { scope: Scope; onScope: (scope: Scope) => void; onExport: () => void };

/** What is rarer than filters and columns: archived records, the height of rows, export. */
export function ListMenu({ scope, onScope, onExport }: ListMenuProps) {
  const t = useT();
  const density = usePreferences((state) => state.density);
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={t("records.menu.label")}
          icon={<SlidersHorizontal className="size-4" strokeWidth={1.8} aria-hidden="true" />}
        />
      }
    >
      <MenuToggle
        checked={scope === "archived"}
        onChecked={(archived) => onScope(archived ? "archived" : "active")}
      >
        {t("records.menu.archived")}
      </MenuToggle>
      <MenuSeparator />
      <MenuLabel>{t("records.menu.density")}</MenuLabel>
      <MenuChoice
        value={density}
        onValue={(value) => setPreferences({ density: value as Density })}
        options={DENSITIES.map((value) => ({ value, label: t(`records.menu.${value}`) }))}
      />
      <MenuSeparator />
      <MenuItem onSelect={onExport}>{t("export.open")}</MenuItem>
    </Menu>
  );
}
