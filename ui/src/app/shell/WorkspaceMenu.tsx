import clsx from "clsx";
import { ChevronDown, Command, Keyboard, Lock, Settings } from "lucide-react";
import { useT } from "~/i18n";
import { runCommand } from "~/platform/keyboard";
import { navigate } from "~/platform/navigation";
import { Logo } from "~/ui/Logo";
import { Menu, MenuItem, MenuSeparator } from "~/ui/Menu";

/** The name of the workspace, and what concerns all of it. */
export function WorkspaceMenu({ collapsed }: { collapsed: boolean }) {
  const t = useT();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={collapsed ? t("shell.workspace.menu") : undefined}
          className={clsx(
            "mb-1 flex h-8 items-center gap-2 rounded-md px-1.5 font-semibold transition-colors hover:bg-hover aria-expanded:bg-hover",
            collapsed && "justify-center",
          )}
        >
          <Logo />
          {!collapsed && <span className="truncate">AI Sales Agent</span>}
          {!collapsed && <ChevronDown className="size-4 shrink-0" strokeWidth={1.8} aria-hidden="true" />}
        </button>
      }
    >
      <MenuItem icon={<Lock />} command="workspace.lock" onSelect={() => runCommand("workspace.lock")}>
        {t("shell.workspace.lock")}
      </MenuItem>
      <MenuItem icon={<Settings />} command="go.settings" onSelect={() => navigate({ screen: "settings" })}>
        {t("shell.workspace.settings")}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Command />} command="general.palette" onSelect={() => runCommand("general.palette")}>
        {t("shell.workspace.palette")}
      </MenuItem>
      <MenuItem
        icon={<Keyboard />}
        command="general.shortcuts"
        onSelect={() => runCommand("general.shortcuts")}
      >
        {t("shell.workspace.shortcuts")}
      </MenuItem>
    </Menu>
  );
}
