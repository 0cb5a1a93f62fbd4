import { TriangleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { hasMessage, useFormat, useT } from "~/i18n";
import type { ClusterView } from "~/ipc";
import { Skeleton } from "~/ui/Skeleton";
import { shareWords } from "~/ui/shares";
import { Tag } from "~/ui/Tag";
import type { Wishes } from "../state";
import { type CompareHandle, CompareTable } from "./CompareTable";
import { KeptCard } from "./KeptCard";

/** From here on the records are all but certainly the same. */
const SURE = 0.99;

type ClusterPaneProps = {
  view: ClusterView;
  wishes: Wishes;
  onWishes: (wishes: Wishes) => void;
  onLeave: () => void;
  handle: Ref<CompareHandle>;
  /** What went wrong with the last decision. */
  fault?: ReactNode;
};

/** A cluster side by side: who it is about, how certain that is and why, and what a merge would leave. */
export function ClusterPane({ view, wishes, onWishes, onLeave, handle, fault }: ClusterPaneProps) {
  const t = useT();
  const format = useFormat();
  const share = shareWords(view.probability, format);
  const title = view.title || t("duplicates.nameless");
  const choose = (field: string, record: string) =>
    onWishes({ ...wishes, choices: { ...wishes.choices, [field]: record } });
  const take = (record: string) => {
    const without = wishes.without.includes(record)
      ? wishes.without.filter((id) => id !== record)
      : [...wishes.without, record];
    onWishes({ ...wishes, without });
  };
  const hidden = view.records_total - view.records.length;
  return (
    <div className="@container flex flex-col gap-4">
      {fault}
      <div className="flex items-center gap-2.5">
        <h2 data-selectable title={title} className="min-w-0 truncate font-semibold text-lg">
          {title}
        </h2>
        <Tag
          tone={view.vetoes.length === 0 && (view.probability ?? 0) >= SURE ? "success" : "warning"}
          className="shrink-0 tabular-nums"
        >
          {t(view.entity === "company" ? "duplicates.same_company" : "duplicates.same_person", { share })}
        </Tag>
      </div>
      <Warnings view={view} />
      <CompareTable
        key={view.cluster}
        view={view}
        wishes={wishes}
        onChoose={choose}
        onTake={take}
        onLeave={onLeave}
        handle={handle}
      />
      {hidden > 0 && <p className="text-muted">{t("duplicates.more_records", { count: hidden })}</p>}
      <KeptCard kept={view.kept} />
    </div>
  );
}

/** What a person should know before merging. */
function Warnings({ view: { vetoes, records } }: { view: ClusterView }) {
  const t = useT();
  const known = vetoes.map((veto) => `duplicates.veto.${veto}`).filter(hasMessage);
  const changed = records.some((record) => record.changed);
  if (vetoes.length === 0 && !changed) return null;
  return (
    <div className="flex items-start gap-2 rounded-lg bg-warning-soft px-3.5 py-2.5 text-warning">
      <TriangleAlert className="mt-px size-4 shrink-0" strokeWidth={1.8} aria-hidden="true" />
      <div>
        {vetoes.length > 0 && (
          <p>
            {t("duplicates.vetoed")} {known.map((veto) => t(veto)).join(" ")}
          </p>
        )}
        {changed && <p>{t("duplicates.changed")}</p>}
      </div>
    </div>
  );
}

const LINES = ["w-24", "w-40", "w-32", "w-36", "w-28", "w-20"];

/** The place of a cluster while it comes. */
export function ClusterPaneSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4">
      <Skeleton className="h-4 w-48" />
      <div className="mt-6">
        {LINES.map((width, line) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
            key={line}
            className="grid h-8 grid-cols-[112px_1fr_1fr_208px] items-center gap-5 border-divider border-b"
          >
            <Skeleton className="w-14" />
            <Skeleton className={width} />
            <Skeleton className={width} />
            <Skeleton className="w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}
