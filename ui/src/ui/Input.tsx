import clsx from "clsx";
import type { ComponentProps } from "react";

/** The frame that every text control has. */
export const CONTROL_FRAME =
  "rounded-md border border-control bg-bg text-fg transition-colors hover:border-muted focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus disabled:opacity-50 aria-invalid:border-danger aria-invalid:focus:outline-danger";

/** A line of text. Give it a {@link Field} or an `aria-label`. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(CONTROL_FRAME, "h-7 w-full min-w-0 px-2", className)} />;
}

/** Several lines of text. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea {...rest} className={clsx(CONTROL_FRAME, "min-h-16 w-full resize-y px-2 py-1.5", className)} />
  );
}
