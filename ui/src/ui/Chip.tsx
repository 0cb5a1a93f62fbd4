import clsx from "clsx";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

/** A fact about what is shown: `Encoding Windows-1252`. */
export function Chip({
  label,
  value,
  className,
}: {
  label?: ReactNode;
  value: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={clsx(
        "inline-flex h-6 items-center gap-[5px] whitespace-nowrap rounded-md bg-hover px-2 text-muted",
        className,
      )}
    >
      {label}
      <b className="font-medium text-fg">{value}</b>
    </span>
  );
}

type FilterChipProps = Omit<ComponentProps<"button">, "value"> & {
  /** The field and the comparison: `Country is`. */
  label: ReactNode;
  /** What it is compared with. */
  value: ReactNode;
  onRemove?: () => void;
  removeLabel?: string;
};

/** A condition of the list: a button that edits it and one that takes it away. */
export function FilterChip({ label, value, onRemove, removeLabel, className, ...rest }: FilterChipProps) {
  return (
    <span
      className={clsx(
        "group/chip inline-flex h-6 max-w-80 items-center rounded-md bg-hover text-muted",
        className,
      )}
    >
      <button
        type="button"
        {...rest}
        className="flex h-full min-w-0 items-center gap-[5px] whitespace-nowrap rounded-md px-2 transition-colors hover:text-fg aria-expanded:bg-selected"
      >
        {label}
        <b className="truncate font-medium text-fg">{value}</b>
      </button>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="-ml-1.5 flex size-6 items-center justify-center rounded-md text-subtle hover:text-fg"
        >
          <X className="size-3" aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

/** The button that adds a condition. */
export function AddChip({ className, ...rest }: ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...rest}
      className={clsx(
        "inline-flex h-6 items-center gap-1 whitespace-nowrap rounded-md border border-control border-dashed px-2 text-muted transition-colors hover:bg-hover hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg",
        className,
      )}
    />
  );
}
