import clsx from "clsx";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import { useSavedViews, useWorkspaceSummary } from "~/ipc";
import { runCommand } from "~/platform/keyboard";
import { type ScreenName, useRoute } from "~/platform/navigation";
import { usePreferences } from "~/platform/preferences";
import { IconButton } from "~/ui/IconButton";
import { EXISTING_SCREENS, screenNamed } from "../screens";
import { NavLink } from "./NavLink";
import { WorkspaceMenu } from "./WorkspaceMenu";

/** Signals that wait are counted up to so many. */
const MOST_SIGNALS = 1000;

/** A number that is counted up to a limit. */
const countedUpTo = (count: number, most: number, format: { number(value: number): string }) =>
  count < most ? format.number(count) : `${format.number(most - 1)}+`;

/** How much a screen holds, once there is something. */
function useCounts(): Partial<Record<ScreenName, string>> {
  const format = useFormat();
  const { data } = useWorkspaceSummary();
  if (!data || data.prospects + data.companies === 0) return {};
  return {
    prospects: format.number(data.prospects),
    companies: format.number(data.companies),
    ...(data.duplicates > 0 && { duplicates: format.number(data.duplicates) }),
    ...(data.signals > 0 && { signals: countedUpTo(data.signals, MOST_SIGNALS, format) }),
  };
}

/** The way to every screen and saved view. */
export function Sidebar() {
  const t = useT();
  const route = useRoute();
  const counts = useCounts();
  const views = useSavedViews().data ?? [];
  const collapsed = usePreferences((state) => state.sidebarCollapsed);
  const shown = screenNamed(route.screen)?.name;
  const view = route.params.view;

  const link = ({ name, title, icon }: (typeof EXISTING_SCREENS)[number]) => (
    <NavLink
      key={name}
      to={{ screen: name }}
      label={t(title)}
      icon={icon}
      count={counts[name]}
      command={`go.${name}`}
      current={shown === name && view === undefined}
      collapsed={collapsed}
    />
  );

  return (
    <nav
      aria-label={t("shell.nav")}
      data-pane="sidebar"
      className={clsx(
        "flex shrink-0 flex-col gap-px border-divider border-r bg-surface px-2 py-2",
        collapsed ? "w-12 px-1.5" : "w-52",
      )}
    >
      <WorkspaceMenu collapsed={collapsed} />
      {EXISTING_SCREENS.filter((screen) => !screen.low).map(link)}
      {!collapsed && views.length > 0 && (
        <div className="mt-3 flex min-h-0 flex-col gap-px overflow-y-auto">
          <h2 className="px-2 pt-0.5 pb-1 font-medium text-2xs text-subtle">{t("shell.saved_views")}</h2>
          {views.map(({ id, name, entity }) => {
            const screen = entity === "company" ? "companies" : "prospects";
            return (
              <NavLink
                key={id}
                to={{ screen, params: { view: id } }}
                label={name}
                current={route.screen === screen && view === id}
                className="shrink-0 pl-4"
              />
            );
          })}
        </div>
      )}
      <div className="flex-1" />
      {EXISTING_SCREENS.filter((screen) => screen.low).map(link)}
      <IconButton
        label={t(collapsed ? "shell.expand" : "shell.collapse")}
        command="general.sidebar"
        icon={
          collapsed ? (
            <PanelLeftOpen className="size-4" strokeWidth={1.8} aria-hidden="true" />
          ) : (
            <PanelLeftClose className="size-4" strokeWidth={1.8} aria-hidden="true" />
          )
        }
        onClick={() => runCommand("general.sidebar")}
        className={collapsed ? "self-center" : "ml-0.5 self-start"}
      />
    </nav>
  );
}
