import { useFormat, useT } from "~/i18n";
import type { Kept } from "~/ipc";
import { Card } from "~/ui/Screen";

/** What the merged record has of all of them besides values. */
export function KeptCard({ kept }: { kept: Kept }) {
  const t = useT();
  const format = useFormat();
  const parts = [
    kept.tags.length > 0 && t("duplicates.keeps.tags", { count: kept.tags.length }),
    kept.notes > 0 && t("duplicates.keeps.notes", { count: kept.notes }),
    kept.prospects > 0 && t("duplicates.keeps.prospects", { count: kept.prospects }),
    kept.imports > 0 && t("duplicates.keeps.imports", { count: kept.imports }),
  ].filter((part) => part !== false);
  return (
    <Card className="flex flex-wrap gap-x-6 gap-y-1 text-muted">
      {parts.length > 0 && (
        <p>
          {t("duplicates.keeps.intro")} <b className="font-medium text-fg">{parts.join(" · ")}</b>
        </p>
      )}
      <p>{t("duplicates.keeps.back")}</p>
      {kept.left_over.length > 0 && (
        <p className="basis-full">
          {t("duplicates.keeps.left_over", {
            count: kept.left_over.length,
            values: format.list(kept.left_over),
          })}
        </p>
      )}
    </Card>
  );
}
