import type { ReactNode } from "react";

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** One sentence: what would stand here and how it comes. */
  text?: ReactNode;
  /** One primary action, perhaps a quiet second one. */
  actions?: ReactNode;
};

/** A screen or a list with nothing in it yet. */
export function EmptyState({ icon, title, text, actions }: EmptyStateProps) {
  return (
    <div className="flex h-full min-h-0 flex-1 items-center justify-center p-8">
      <div className="flex max-w-105 flex-col items-center text-center">
        {icon && (
          <div className="mb-4 flex size-14 items-center justify-center rounded-xl bg-accent-soft text-accent [&_svg]:size-6.5">
            {icon}
          </div>
        )}
        <h2 className="font-semibold text-lg">{title}</h2>
        {text && <p className="mt-1.5 text-muted">{text}</p>}
        {actions && <div className="mt-5 flex items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}
