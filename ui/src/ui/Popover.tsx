import clsx from "clsx";
import { Popover as Radix } from "radix-ui";
import { type ReactElement, type ReactNode, useRef } from "react";
import { isFocusLost, returnFocus } from "~/platform/panes";
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

/** Controls that belong to a button and float beside it. Esc or a click elsewhere closes it; Esc goes back to where the focus was, which a key may have opened it from. */
export function Popover({
  trigger,
  label,
  open,
  onOpen,
  align = "start",
  className,
  children,
}: PopoverProps) {
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpen ? { onOpenChange: onOpen } : {})}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // A click elsewhere has put it there.
            if (isFocusLost()) returnFocus(before.current);
          }}
          className={clsx(FLOATING, "min-w-56 p-3", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
