import { TriangleAlert } from "lucide-react";
import { type MessageKey, useT } from "~/i18n";

/** Says that a text speaks to models, and why that is thought. */
export function Suspected({ reasons }: { reasons: readonly string[] }) {
  const t = useT();
  return (
    <div role="note" className="flex items-start gap-2 rounded-lg border border-divider bg-surface px-3 py-2">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">{t("qualify.model.suspected")}</p>
        <ul className="text-muted text-xs">
          {reasons.map((reason) => (
            <li key={reason}>{t(`qualify.model.reasons.${reason}` as MessageKey)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
