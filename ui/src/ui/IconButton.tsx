import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Tooltip } from "./Tooltip";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "title"> & {
  /** What it does: the accessible name and the tooltip. */
  label: string;
  icon: ReactNode;
  /** Shows the shortcut of this command in the tooltip. */
  command?: string;
  /** Where the tooltip stands: away from what one presses next. */
  side?: "top" | "bottom";
  size?: "sm" | "md";
};

/** A button that shows only an icon. */
export function IconButton({
  label,
  icon,
  command,
  side = "bottom",
  size = "md",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} side={side} {...(command ? { command } : {})}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={clsx(
          "inline-flex shrink-0 items-center justify-center rounded-md text-subtle transition-colors enabled:hover:bg-hover enabled:hover:text-fg disabled:opacity-50 aria-expanded:bg-hover aria-expanded:text-fg aria-pressed:bg-selected aria-pressed:text-fg",
          size === "sm" ? "size-6" : "size-7",
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
