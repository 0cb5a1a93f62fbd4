import clsx from "clsx";
import { ChevronRight, Copy } from "lucide-react";
import { useT } from "~/i18n";
import type { ImportView } from "~/ipc";
import { navigate } from "~/platform/navigation";

/** What an import found that is likely the same, and the way to it; nothing when it did not look or found nothing. */
export function NearLine({ view, className }: { view: ImportView; className?: string }) {
  const t = useT();
  const { merged = 0, review = 0 } = view.near ?? {};
  if (view.status === "undone" || merged + review === 0) return null;
  const parts = [
    review > 0 && t("import.near.to_review", { count: review }),
    merged > 0 && t("import.near.merged", { count: merged }),
  ].filter((part) => part !== false);
  return (
    <button
      type="button"
      className={clsx(
        "flex w-full items-center gap-2 text-left text-muted transition-colors hover:text-fg",
        className,
      )}
      onClick={() => navigate({ screen: review > 0 ? "duplicates" : "history" })}
    >
      <Copy className="size-4 shrink-0 text-accent" strokeWidth={1.8} aria-hidden="true" />
      <span className="flex-1 tabular-nums">{parts.join(" · ")}</span>
      <ChevronRight className="size-4 shrink-0 text-subtle" aria-hidden="true" />
    </button>
  );
}
