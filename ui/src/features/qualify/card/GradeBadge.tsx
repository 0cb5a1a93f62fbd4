import clsx from "clsx";
import { useChanceWords } from "~/ui/outcomes/calibration";
import { Tooltip } from "~/ui/Tooltip";

const TONES: Record<string, string> = {
  A: "bg-success-soft text-success",
  B: "bg-info-soft text-info",
  C: "bg-warning-soft text-warning",
  D: "bg-hover text-muted",
  X: "bg-danger-soft text-danger",
};

/** A grade, with a question mark when too little is known; its tooltip tells how likely prospects of it are to buy. */
export function GradeBadge({ grade, label }: { grade: string; label: string }) {
  const chance = useChanceWords(grade);
  const badge = (
    <span
      role="img"
      aria-label={chance ? `${label}. ${chance}` : label}
      className={clsx(
        "inline-flex h-6 min-w-6 items-center justify-center rounded-sm px-1.5 font-semibold text-xs",
        TONES[grade.charAt(0)] ?? TONES.D,
      )}
    >
      {grade}
    </span>
  );
  return chance ? <Tooltip label={chance}>{badge}</Tooltip> : badge;
}
