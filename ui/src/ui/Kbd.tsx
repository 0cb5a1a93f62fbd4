import clsx from "clsx";
import { Fragment } from "react";
import { hasMessage, type Translate, useT } from "~/i18n";
import { IS_MAC, stepsOf } from "~/platform/keyboard";

const SIGNS: Record<string, string> = { up: "↑", down: "↓", left: "←", right: "→", enter: "⏎" };
const MAC_SIGNS: Record<string, string> = { mod: "⌘", shift: "⇧", alt: "⌥" };

function labelOf(key: string, t: Translate): string {
  const sign = SIGNS[key] ?? (IS_MAC ? MAC_SIGNS[key] : undefined);
  if (sign) return sign;
  const named = `common.key.${key}`;
  return hasMessage(named) ? t(named) : key.toUpperCase();
}

type KbdProps = { keys: string; onAccent?: boolean; className?: string };

/** A shortcut as key caps. */
export function Kbd({ keys, onAccent = false, className }: KbdProps) {
  const t = useT();
  return (
    <span className={clsx("inline-flex items-center gap-1", className)} aria-hidden="true">
      {stepsOf(keys).map((step, index) => (
        <Fragment key={step.join("+")}>
          {index > 0 && <span className="text-2xs text-subtle">{t("common.key_then")}</span>}
          <kbd
            className={clsx(
              "inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-b-2 px-1 font-sans font-medium text-2xs leading-none",
              onAccent ? "border-on-accent/35 text-on-accent" : "border-divider bg-raised text-subtle",
            )}
          >
            {step.map((key) => labelOf(key, t)).join(IS_MAC ? "" : " ")}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
