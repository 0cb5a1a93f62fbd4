import clsx from "clsx";
import { type ReactNode, useEffect } from "react";
import { useT } from "~/i18n";
import { focusContent, isFocusLost } from "~/platform/panes";

type ScreenProps = {
  title: string;
  /** Beside the title: a count, a file name. */
  detail?: ReactNode;
  /** After the title: tabs of views. */
  lead?: ReactNode;
  /** At the right of the header: steps, search, the main button. */
  actions?: ReactNode;
  /** A 40 px line under the header: filters. */
  bar?: ReactNode;
  /** Buttons of a task in steps, under the content. */
  footer?: ReactNode;
  /** A {@link Panel} at the right. */
  panel?: ReactNode;
  children: ReactNode;
};

/** The frame of every screen: header, bar, content, panel, footer. */
export function Screen({ title, detail, lead, actions, bar, footer, panel, children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} · AI Sales Agent`;
  }, [title]);
  // A screen that was come to by keys takes the focus, which the former one took away with it.
  useEffect(() => {
    if (isFocusLost()) focusContent();
  }, []);
  return (
    <main
      tabIndex={-1}
      className="flex h-full min-h-0 min-w-0 flex-1 flex-col focus:outline-none"
      data-pane="content"
    >
      <header className="flex h-11 shrink-0 items-center gap-2.5 border-divider border-b px-4">
        <h1 className="max-w-1/2 shrink-0 truncate font-semibold text-md">{title}</h1>
        {detail && <div className="shrink-0 text-subtle tabular-nums">{detail}</div>}
        {lead && (
          <div className="ml-2.5 flex min-w-0 items-center overflow-x-auto [scrollbar-width:none]">
            {lead}
          </div>
        )}
        <div className="flex-1" />
        {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
      </header>
      {bar && (
        <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-divider border-b px-4 py-1.5">
          {bar}
        </div>
      )}
      <div className="flex min-h-0 min-w-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[1000px]:has-[+[data-wide]]:hidden">
          {children}
        </div>
        {panel}
      </div>
      {footer && (
        <footer className="flex min-h-12 shrink-0 items-center gap-2 border-divider border-t bg-surface px-4">
          {footer}
        </footer>
      )}
    </main>
  );
}

type PanelProps = {
  label: string;
  header?: ReactNode;
  /** Wider, for things side by side; in a small window it takes the place of the content. */
  wide?: boolean;
  /** Called by Esc within the panel. */
  onEscape?: () => void;
  children: ReactNode;
  className?: string;
};

/** The 420 px at the right of a screen: a look at one record. */
export function Panel({ label, header, wide = false, onEscape, children, className }: PanelProps) {
  return (
    <aside
      aria-label={label}
      data-pane="panel"
      onKeyDown={(event) => {
        // What floats over the panel has an Esc of its own; a tooltip of its buttons has not.
        if (event.key !== "Escape" || !onEscape || !event.currentTarget.contains(event.target as Node))
          return;
        event.preventDefault();
        onEscape();
      }}
      data-wide={wide || undefined}
      className={clsx(
        "flex shrink-0 animate-slide flex-col border-divider border-l bg-bg",
        wide
          ? "w-130 max-w-[60%] max-[1000px]:w-full max-[1000px]:max-w-none max-[1000px]:border-l-0"
          : "w-105 max-w-[60%] max-[1000px]:w-90",
      )}
    >
      {header && (
        <div className="flex h-11 shrink-0 items-center gap-1.5 border-divider border-b px-3 text-subtle">
          {header}
        </div>
      )}
      <div className={clsx("min-h-0 flex-1 overflow-y-auto p-4", className)}>{children}</div>
    </aside>
  );
}

/** A bordered group inside a screen or panel. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={clsx("rounded-lg border border-divider bg-raised px-3.5 py-3", className)}>
      {children}
    </div>
  );
}

/** Says something to screen readers when it changes. */
export function Announcer({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="sr-only">
      {children}
    </div>
  );
}

/** The place of a screen that is being fetched. */
export function ScreenLoading() {
  const t = useT();
  return (
    <main className="flex h-full flex-1 animate-late flex-col" aria-busy="true" data-pane="content">
      <div className="h-11 border-divider border-b" />
      <span className="sr-only" role="status">
        {t("common.loading")}
      </span>
    </main>
  );
}
