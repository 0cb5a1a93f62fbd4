import { cva, type VariantProps } from "class-variance-authority";
import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useShortcutOf } from "~/platform/keyboard";
import { Kbd } from "./Kbd";
import { Spinner } from "./Spinner";

const look = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border-accent bg-accent text-on-accent enabled:hover:border-accent-strong enabled:hover:bg-accent-strong",
        default:
          "border-divider bg-raised text-fg shadow-sm enabled:hover:bg-hover enabled:active:bg-selected",
        ghost: "border-transparent text-muted enabled:hover:bg-hover enabled:hover:text-fg",
        danger:
          "border-divider bg-raised text-danger shadow-sm enabled:hover:border-danger enabled:hover:bg-danger-soft",
      },
      size: {
        sm: "h-6 px-2 text-xs",
        md: "h-7 px-2.5",
        lg: "h-8 px-3",
      },
    },
    defaultVariants: { variant: "default", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof look> & {
    icon?: ReactNode;
    /** Shows the shortcut of this command inside the button. */
    command?: string;
    /** Keeps the width and shows a spinner; clicks do nothing. */
    busy?: boolean;
  };

/** A button with a label. One primary button on a screen. */
export function Button({
  variant,
  size,
  icon,
  command,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const keys = useShortcutOf(command);
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={clsx(look({ variant, size }), className)}
    >
      {busy ? <Spinner className="size-3.5" /> : icon}
      {children}
      {keys && <Kbd keys={keys} onAccent={variant === "primary"} className="-mr-1 ml-0.5" />}
    </button>
  );
}
