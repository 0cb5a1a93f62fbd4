import { Check, CheckCheck } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { SearchView } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { search } from "../data/search";
import { type Kind, showKind, useReview } from "../state";

/** All was searched, and nothing waits: it was decided about, or nothing was found. */
export function NothingLeft({ searches }: { searches: readonly SearchView[] }) {
  const t = useT();
  const format = useFormat();
  const decided = useReview((state) => state.decided.length);
  const records = searches.reduce((sum, { records }) => sum + records, 0);
  const at = Math.max(...searches.map(({ at }) => at));
  const again = <Button onClick={() => void search()}>{t("duplicates.search_again")}</Button>;
  if (decided > 0) {
    return (
      <EmptyState
        icon={<CheckCheck strokeWidth={1.8} aria-hidden="true" />}
        title={t("duplicates.reviewed.title")}
        text={t("duplicates.reviewed.text", { count: decided })}
        actions={
          <>
            {again}
            <Button variant="ghost" onClick={() => navigate({ screen: "history" })}>
              {t("duplicates.reviewed.history")}
            </Button>
          </>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<Check strokeWidth={1.8} aria-hidden="true" />}
      title={t("duplicates.nothing.title")}
      text={t("duplicates.nothing.text", { count: records, when: format.relative(at) })}
      actions={again}
    />
  );
}

/** Nothing of one kind waits, though something of the other does. */
export function NothingOfKind({ kind }: { kind: Exclude<Kind, "all"> }) {
  const t = useT();
  return (
    <EmptyState
      title={t(`duplicates.none_of_kind.${kind}`)}
      actions={<Button onClick={() => showKind("all")}>{t("duplicates.none_of_kind.show_all")}</Button>}
    />
  );
}
