import { MoreHorizontal } from "lucide-react";
import { useT } from "~/i18n";
import type { Entity, SavedView } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem } from "~/ui/Menu";
import { Tabs } from "~/ui/Tabs";
import { traitsOf } from "../entity";

const ALL = "all";

type ViewTabsProps = {
  entity: Entity;
  views: readonly SavedView[];
  active: string | null;
  controls: string;
  onRename: (view: SavedView) => void;
  onRemove: (view: SavedView) => void;
};

/** The saved views of a list, beside all of its records. */
export function ViewTabs({ entity, views, active, controls, onRename, onRemove }: ViewTabsProps) {
  const t = useT();
  const current = views.find((view) => view.id === active);
  if (views.length === 0) return null;
  return (
    <>
      <Tabs
        label={t("records.views.label")}
        tabs={[
          { id: ALL, label: t("records.views.all") },
          ...views.map(({ id, name }) => ({
            id,
            label: <span className="max-w-60 truncate max-[1000px]:max-w-32">{name}</span>,
          })),
        ]}
        active={current ? current.id : ALL}
        controls={controls}
        onActive={(id) =>
          navigate({ screen: traitsOf(entity).screen, ...(id === ALL ? {} : { params: { view: id } }) })
        }
      />
      {current && (
        <Menu
          trigger={
            <IconButton
              size="sm"
              label={t("records.views.menu", { name: current.name })}
              icon={<MoreHorizontal className="size-4" aria-hidden="true" />}
            />
          }
        >
          <MenuItem onSelect={() => onRename(current)}>{t("records.views.rename")}</MenuItem>
          <MenuItem danger onSelect={() => onRemove(current)}>
            {t("records.views.remove")}
          </MenuItem>
        </Menu>
      )}
    </>
  );
}
