import clsx from "clsx";
import { Popover as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { FLOATING } from "./overlay/surface";

type PopoverProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  /** The accessible name of what opens. */
  label: string;
  open?: boolean;
  onOpen?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** Controls that belong to a button and float beside it. Esc or a click elsewhere closes it. */
export function Popover({
  trigger,
  label,
  open,
  onOpen,
  align = "start",
  className,
  children,
}: PopoverProps) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpen ? { onOpenChange: onOpen } : {})}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={clsx(FLOATING, "min-w-56 p-3", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
