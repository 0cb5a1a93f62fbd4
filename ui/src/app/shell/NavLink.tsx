import clsx from "clsx";
import type { ReactNode } from "react";
import { hrefOf, navigate, type Target } from "~/platform/navigation";
import { Tooltip } from "~/ui/Tooltip";

type NavLinkProps = {
  to: Target;
  label: string;
  icon?: ReactNode;
  count?: string | undefined;
  command?: string;
  current: boolean;
  /** Shows only the icon, the label in a tooltip. */
  collapsed?: boolean;
  className?: string;
};

/** A line of the sidebar. */
export function NavLink({
  to,
  label,
  icon,
  count,
  command,
  current,
  collapsed = false,
  className,
}: NavLinkProps) {
  const link = (
    <a
      href={hrefOf(to)}
      aria-current={current ? "page" : undefined}
      aria-label={collapsed ? label : undefined}
      onClick={(event) => {
        event.preventDefault();
        navigate(to);
      }}
      className={clsx(
        "flex h-7 items-center gap-[9px] rounded-md px-2 transition-colors",
        current ? "bg-selected font-medium text-fg" : "text-muted hover:bg-hover hover:text-fg",
        collapsed && "justify-center",
        className,
      )}
    >
      {icon}
      {!collapsed && <span className="min-w-0 flex-1 truncate">{label}</span>}
      {!collapsed && count && <span className="font-medium text-2xs text-subtle tabular-nums">{count}</span>}
    </a>
  );
  if (!collapsed) return link;
  return (
    <Tooltip label={label} side="right" {...(command ? { command } : {})}>
      {link}
    </Tooltip>
  );
}
