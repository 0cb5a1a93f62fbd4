import clsx from "clsx";
import { Check } from "lucide-react";
import { Fragment } from "react";

type StepsProps = {
  label: string;
  steps: readonly { id: string; label: string }[];
  current: string;
  /** Makes steps that are done buttons that go back. */
  onStep?: (id: string) => void;
};

/** Where one stands in a task of several steps. */
export function Steps({ label, steps, current, onStep }: StepsProps) {
  const at = steps.findIndex((step) => step.id === current);
  return (
    <ol aria-label={label} className="flex items-center gap-1.5 text-subtle">
      {steps.map((step, index) => {
        const done = index < at;
        const here = index === at;
        const content = (
          <>
            <span
              aria-hidden="true"
              className={clsx(
                "flex size-[18px] items-center justify-center rounded-full border font-semibold text-2xs",
                done && "border-transparent bg-success-soft text-success",
                here && "border-accent bg-accent text-on-accent",
                !done && !here && "border-divider",
              )}
            >
              {done ? <Check className="size-3" strokeWidth={2.5} /> : index + 1}
            </span>
            <span className={clsx("max-md:sr-only", here && "font-medium text-fg max-md:not-sr-only")}>
              {step.label}
            </span>
          </>
        );
        return (
          <Fragment key={step.id}>
            {index > 0 && <li aria-hidden="true" className="h-px w-[22px] bg-divider" />}
            <li aria-current={here ? "step" : undefined} className="flex">
              {done && onStep ? (
                <button
                  type="button"
                  onClick={() => onStep(step.id)}
                  className="flex items-center gap-1.5 rounded-md hover:text-fg"
                >
                  {content}
                </button>
              ) : (
                <span className="flex items-center gap-1.5">{content}</span>
              )}
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
