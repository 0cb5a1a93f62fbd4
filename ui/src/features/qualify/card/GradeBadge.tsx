import clsx from "clsx";

const TONES: Record<string, string> = {
  A: "bg-success-soft text-success",
  B: "bg-info-soft text-info",
  C: "bg-warning-soft text-warning",
  D: "bg-hover text-muted",
  X: "bg-danger-soft text-danger",
};

/** A grade, with a question mark when too little is known. */
export function GradeBadge({ grade, label }: { grade: string; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      className={clsx(
        "inline-flex h-6 min-w-6 items-center justify-center rounded-sm px-1.5 font-semibold text-xs",
        TONES[grade.charAt(0)] ?? TONES.D,
      )}
    >
      {grade}
    </span>
  );
}
