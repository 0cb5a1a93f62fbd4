import { ChevronDown } from "lucide-react";
import { useT } from "~/i18n";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import { Menu, MenuItem } from "~/ui/Menu";
import type { Views } from "./useViews";

/** Keeps what the list shows: in the view that it began from, or as a new one. */
export function ViewActions({ views }: { views: Views }) {
  const t = useT();
  const saveAs = () => views.ask(views.draft());
  if (!views.active) {
    return (
      <Button variant="ghost" size="sm" onClick={saveAs}>
        {t("records.views.save")}
      </Button>
    );
  }
  return (
    <span className="flex items-center gap-1">
      <Button size="sm" onClick={views.update}>
        {t("records.views.update")}
      </Button>
      <Menu
        align="end"
        trigger={
          <IconButton
            size="sm"
            label={t("records.views.more")}
            icon={<ChevronDown className="size-4" strokeWidth={1.8} aria-hidden="true" />}
          />
        }
      >
        <MenuItem onSelect={saveAs}>{t("records.views.save_as")}</MenuItem>
        <MenuItem onSelect={views.reset}>{t("records.views.reset")}</MenuItem>
      </Menu>
    </span>
  );
}
