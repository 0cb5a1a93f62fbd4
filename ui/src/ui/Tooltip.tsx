import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { useShortcutOf } from "~/platform/keyboard";
import { Kbd } from "./Kbd";

/** Stands once around the app: tooltips then follow each other without a new delay. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={450} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

type TooltipProps = {
  label: ReactNode;
  /** Shows the shortcut of this command. */
  command?: string;
  side?: "top" | "right" | "bottom" | "left";
  /** The control it explains; must have its own accessible name. */
  children: ReactElement;
};

/** A short explanation of a control, on hover and on keyboard focus. */
export function Tooltip({ label, command, side = "bottom", children }: TooltipProps) {
  const keys = useShortcutOf(command);
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-80 animate-pop items-center gap-2 rounded-md border border-divider bg-raised px-2 py-1 text-fg text-xs shadow-lg"
        >
          {label}
          {keys && <Kbd keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
