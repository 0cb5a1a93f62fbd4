import clsx from "clsx";
import { type KeyboardEvent, type ReactNode, useRef } from "react";

export type Tab = { id: string; label: ReactNode; count?: string };

type TabsProps = {
  label: string;
  tabs: readonly Tab[];
  active: string;
  onActive: (id: string) => void;
  /** The id of the element that the tabs change. */
  controls?: string;
  className?: string;
};

/** Ways to look at the same thing; arrows move between them. */
export function Tabs({ label, tabs, active, onActive, controls, className }: TabsProps) {
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const index = (target + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onActive(next.id);
    row.current?.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  };
  return (
    <div
      ref={row}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={clsx("flex items-center gap-0.5", className)}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === active}
          aria-controls={controls}
          tabIndex={tab.id === active ? 0 : -1}
          onClick={() => onActive(tab.id)}
          className="flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-[9px] text-muted transition-colors hover:text-fg aria-selected:bg-hover aria-selected:font-medium aria-selected:text-fg"
        >
          {tab.label}
          {tab.count && <span className="font-medium text-2xs text-subtle tabular-nums">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
