import clsx from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { useShortcutOf } from "~/platform/keyboard";
import { Kbd } from "./Kbd";
import { FLOATING, FLOATING_ITEM } from "./overlay/surface";

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  open?: boolean;
  onOpen?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** A list of actions that a button opens. */
export function Menu({ trigger, open, onOpen, align = "start", className, children }: MenuProps) {
  return (
    <Radix.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpen ? { onOpenChange: onOpen } : {})}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={clsx(
            FLOATING,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto p-1",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MenuItemProps = {
  icon?: ReactNode;
  /** Shows the shortcut of this command. */
  command?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

/** An action in a menu. */
export function MenuItem({
  icon,
  command,
  danger = false,
  disabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  const keys = useShortcutOf(command);
  return (
    <Radix.Item
      disabled={disabled}
      onSelect={onSelect}
      className={clsx(FLOATING_ITEM, danger && "text-danger [&_svg]:text-danger")}
    >
      {icon}
      <span className="flex-1 truncate">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Radix.Item>
  );
}

type MenuChoiceProps = {
  value: string;
  onValue: (value: string) => void;
  options: readonly { value: string; label: string }[];
};

/** One of several, inside a menu. */
export function MenuChoice({ value, onValue, options }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValue}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={FLOATING_ITEM}>
          <span className="flex-1 truncate">{option.label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden="true" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

type MenuToggleProps = {
  checked: boolean;
  onChecked: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
};

/** Something to switch on or off; the menu stays open. */
export function MenuToggle({ checked, onChecked, disabled = false, children }: MenuToggleProps) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChecked}
      onSelect={(event) => event.preventDefault()}
      className={FLOATING_ITEM}
    >
      <span className="flex-1 truncate">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

/** A heading inside a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 font-medium text-2xs text-subtle">{children}</Radix.Label>;
}

/** A line between groups of a menu. */
export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-divider" />;
}
