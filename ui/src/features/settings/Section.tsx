import type { ReactNode } from "react";

/** A group of settings under a heading. */
export function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="mb-9">
      <h2 className="font-semibold text-md">{title}</h2>
      {text && <p className="mt-0.5 text-muted">{text}</p>}
      <div className="mt-3 divide-y divide-divider rounded-lg border border-divider bg-raised">
        {children}
      </div>
    </section>
  );
}

type RowProps = {
  label: string;
  /** The id of the control that the label belongs to. */
  htmlFor?: string;
  hint?: ReactNode;
  children?: ReactNode;
};

/** One setting: what it is at the left, its control at the right. */
export function Row({ label, htmlFor, hint, children }: RowProps) {
  return (
    <div className="flex min-h-13 flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        {htmlFor ? (
          <label htmlFor={htmlFor} className="block font-medium">
            {label}
          </label>
        ) : (
          <p className="font-medium">{label}</p>
        )}
        {hint && <div className="mt-0.5 text-subtle text-xs">{hint}</div>}
      </div>
      {children && <div className="flex shrink-0 items-center gap-2">{children}</div>}
    </div>
  );
}
