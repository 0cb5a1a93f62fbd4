import clsx from "clsx";

type ProgressProps = {
  label: string;
  /** From 0 to 1; null while the total is not known. */
  share: number | null;
  className?: string;
};

/** How far something has come. */
export function Progress({ label, share, className }: ProgressProps) {
  const width = share === null ? 1 : Math.min(1, Math.max(0, share));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(width * 100)}
      className={clsx("h-1.5 overflow-hidden rounded-full bg-hover", className)}
    >
      <div
        data-meter
        className={clsx(
          "h-full origin-left rounded-full bg-accent",
          share === null && "animate-pulse opacity-50",
        )}
        style={{ transform: `scaleX(${width})` }}
      />
    </div>
  );
}

type MeterProps = {
  label: string;
  /** From 0 to 1; null when it is not known. */
  share: number | null;
  /** Said instead of the percentage. */
  text?: string;
  tone?: "accent" | "success" | "warning" | "danger";
  className?: string;
};

const FILLS = {
  accent: "bg-accent",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
} as const;

/** How much of something there is; hatched when it is not known. */
export function Meter({ label, share, text, tone = "accent", className }: MeterProps) {
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((share ?? 0) * 100)}
      aria-valuetext={text}
      className={clsx(
        "h-1.5 overflow-hidden rounded-full",
        share === null ? "hatched border border-divider" : "bg-divider",
        className,
      )}
    >
      {share !== null && (
        <div
          data-meter
          className={clsx("h-full rounded-full", FILLS[tone])}
          style={{ width: `${share * 100}%` }}
        />
      )}
    </div>
  );
}
