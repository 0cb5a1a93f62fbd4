import { Archive, Building2, Search, Users } from "lucide-react";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import { commands, type Entity, type ListQuery, unwrap } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { toast, toastError } from "~/ui/toast";
import { ask, clearQuery, isNarrowed } from "./state";

type EmptyListProps = { entity: Entity; query: ListQuery; of: number; onNew: () => void };

const icon = { strokeWidth: 1.8, "aria-hidden": true } as const;

/** A list without rows: nothing matches, nothing is archived, or nothing is there yet. */
export function EmptyList({ entity, query, of, onNew }: EmptyListProps) {
  const t = useT();
  const format = useFormat();
  if (of > 0 || isNarrowed(query)) {
    const { search } = query;
    return (
      <EmptyState
        icon={<Search {...icon} />}
        title={t("records.no_match.title", { n: format.number(of) })}
        text={search ? t("records.no_match.search", { search }) : t("records.no_match.text")}
        actions={
          <Button variant="primary" onClick={() => clearQuery(entity)}>
            {t("records.no_match.clear")}
          </Button>
        }
      />
    );
  }
  if (query.scope === "archived") {
    return (
      <EmptyState
        icon={<Archive {...icon} />}
        title={t(`records.${entity}.archived_empty.title`)}
        text={t(`records.${entity}.archived_empty.text`)}
        actions={<Button onClick={() => ask(entity, { scope: "active" })}>{t("records.show_active")}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={entity === "prospect" ? <Users {...icon} /> : <Building2 {...icon} />}
      title={t(`records.${entity}.empty.title`)}
      text={t(`records.${entity}.empty.text`)}
      actions={<FirstSteps entity={entity} onNew={onNew} />}
    />
  );
}

function FirstSteps({ entity, onNew }: { entity: Entity; onNew: () => void }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const addSample = async () => {
    setBusy(true);
    try {
      await unwrap(commands.sampleDataAdd());
      toast({ text: t("records.sample_added"), tone: "success" });
    } catch (thrown) {
      toastError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button variant="primary" onClick={() => navigate({ screen: "import" })}>
        {t("records.import_file_long")}
      </Button>
      <Button busy={busy} onClick={() => void addSample()}>
        {t("records.sample")}
      </Button>
      {entity === "company" && <Button onClick={onNew}>{t("records.company.new")}</Button>}
    </>
  );
}
