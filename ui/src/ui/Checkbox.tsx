import clsx from "clsx";
import { type ComponentProps, useId, useLayoutEffect, useRef } from "react";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> & {
  /** `mixed` when it stands for several that differ. */
  checked: boolean | "mixed";
  onChecked: (checked: boolean) => void;
};

/** A box with three states. Give it a label with {@link CheckboxField} or `aria-label`. */
export function Checkbox({ checked, onChecked, className, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.indeterminate = checked === "mixed";
  }, [checked]);
  return (
    <span className={clsx("relative inline-flex size-3.5 shrink-0", className)}>
      <input
        {...rest}
        ref={box}
        type="checkbox"
        checked={checked === true}
        onChange={(event) => onChecked(event.target.checked)}
        className="peer size-3.5 appearance-none rounded-sm border-[1.5px] border-control bg-bg transition-colors before:absolute before:-inset-[5px] checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent enabled:hover:border-accent disabled:opacity-50 forced-colors:appearance-auto"
      />
      <svg
        viewBox="0 0 14 14"
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 hidden stroke-on-accent peer-checked:block peer-indeterminate:block forced-colors:hidden!"
        fill="none"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={checked === "mixed" ? "M4 7h6" : "m3.8 7.2 2.2 2.2 4.2-4.6"} />
      </svg>
    </span>
  );
}

type CheckboxFieldProps = CheckboxProps & { label: string; hint?: string };

/** A checkbox with its label and, below, what it means. */
export function CheckboxField({ label, hint, ...rest }: CheckboxFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox {...rest} id={id} aria-describedby={hint ? `${id}-hint` : undefined} className="mt-[2px]" />
      <div>
        <label htmlFor={id} className="block">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-subtle text-xs">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
