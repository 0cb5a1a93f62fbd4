import { cva, type VariantProps } from "class-variance-authority";
import clsx from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";

const look = cva("inline-flex max-w-full items-center whitespace-nowrap rounded-sm", {
  variants: {
    tone: {
      neutral: "bg-hover text-muted",
      accent: "bg-accent-soft text-accent",
      success: "bg-success-soft text-success",
      warning: "bg-warning-soft text-warning",
      danger: "bg-danger-soft text-danger",
      info: "bg-info-soft text-info",
    },
  },
  defaultVariants: { tone: "neutral" },
});

export type Tone = NonNullable<VariantProps<typeof look>["tone"]>;

type TagProps = {
  tone?: Tone;
  onRemove?: () => void;
  removeLabel?: string;
  className?: string;
  children: ReactNode;
};

/** A label on a record, or a state in a word. */
export function Tag({ tone, onRemove, removeLabel, className, children }: TagProps) {
  return (
    <span className={clsx(look({ tone }), "h-[18px] px-1.5 text-2xs", className)}>
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="relative -mr-1 ml-0.5 flex size-4 items-center justify-center rounded-sm before:absolute before:-inset-1 hover:text-fg"
        >
          <X className="size-3" aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
