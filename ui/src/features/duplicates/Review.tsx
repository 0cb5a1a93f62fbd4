import { RotateCw, Undo2 } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useFormat, useT } from "~/i18n";
import { type SearchView, useWorkspaceSummary } from "~/ipc";
import { runCommand, useCommands } from "~/platform/keyboard";
import { focusContent } from "~/platform/panes";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { changeSentence } from "~/ui/changes";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorState } from "~/ui/ErrorState";
import { IconButton } from "~/ui/IconButton";
import { Announcer } from "~/ui/Screen";
import { Tooltip } from "~/ui/Tooltip";
import { useRowVersion } from "~/ui/table";
import { ClusterPane, ClusterPaneSkeleton } from "./cluster/ClusterPane";
import type { CompareHandle } from "./cluster/CompareTable";
import { type Clusters, useCluster } from "./data/clusters";
import { takenOf, useDecisions } from "./data/decisions";
import { learningSentence } from "./data/learning";
import { ClusterList, ClusterListSkeleton } from "./list/ClusterList";
import { NothingOfKind } from "./start/NothingLeft";
import { type Kind, lookAt, NO_WISHES, useReview, wish } from "./state";

/** The changes that are made here. */
const OWN_CHANGES: readonly string[] = ["merge", "merge_all", "not_same"];

type ReviewProps = {
  clusters: Clusters;
  kind: Kind;
  isSearching: boolean;
  children: (parts: { content: ReactNode; footer: ReactNode }) => ReactNode;
};

/** Going through the clusters: the list, the one that is looked at, and what can be done about it. */
export function Review({ clusters, kind, isSearching, children }: ReviewProps) {
  const t = useT();
  const format = useFormat();
  const { view, pages, again } = clusters;
  const { cursor, wishes: allWishes } = useReview();
  const compare = useRef<CompareHandle>(null);
  useRowVersion(pages);
  const total = view?.total ?? 0;
  const row = total > 0 ? pages.at(cursor) : undefined;
  const wishes = (row && allWishes[row.cluster]) ?? NO_WISHES;
  const shown = useCluster(row, wishes);
  const cluster = shown.data ?? undefined;
  const { busy, fault, forgive, merge, reject } = useDecisions(again);
  const undo = useWorkspaceSummary().data?.undo ?? null;
  const mine = undo !== null && OWN_CHANGES.includes(undo.label);
  const taken = cluster ? takenOf(cluster, wishes).length : 0;
  const ready = row !== undefined && cluster !== undefined && !busy && !shown.isPlaceholderData;
  const canDecide = ready && taken > 1;

  const step = (by: 1 | -1) => {
    const next = Math.min(total - 1, Math.max(0, cursor + by));
    go(next);
  };
  const go = (place: number) => {
    forgive();
    lookAt(place, pages.at(place)?.cluster ?? null);
  };
  const decideBy = (how: typeof merge) => {
    if (!row || !cluster) return;
    focusContent();
    void how(row, cluster, wishes);
  };
  useCommands([
    {
      id: "duplicates.merge",
      group: "record",
      title: "duplicates.merge",
      keys: ["m"],
      enabled: canDecide,
      run: () => decideBy(merge),
    },
    {
      id: "duplicates.reject",
      group: "record",
      title: "duplicates.reject",
      keys: ["n"],
      enabled: canDecide,
      run: () => decideBy(reject),
    },
    {
      id: "duplicates.next",
      group: "list",
      title: "duplicates.next",
      keys: ["right", "j"],
      paletteHidden: true,
      enabled: cursor + 1 < total,
      run: () => step(1),
    },
    {
      id: "duplicates.previous",
      group: "list",
      title: "duplicates.previous",
      keys: ["left", "k"],
      paletteHidden: true,
      enabled: cursor > 0,
      run: () => step(-1),
    },
    {
      id: "duplicates.values",
      group: "record",
      title: "duplicates.values",
      keys: ["enter"],
      paletteHidden: true,
      enabled: cluster !== undefined,
      run: () => compare.current?.focus(),
    },
    {
      id: "duplicates.list",
      group: "list",
      title: "duplicates.to_list",
      keys: ["esc"],
      paletteHidden: true,
      enabled: total > 0,
      run: focusContent,
    },
    {
      id: "duplicates.undo",
      group: "edit",
      title: "duplicates.undo_last",
      keys: ["u"],
      enabled: mine && !busy,
      run: () => undo && requestUndo(undo.id),
    },
  ]);

  const faulty = fault != null && (
    <ErrorState
      inline
      error={fault}
      kept={t("duplicates.not_merged")}
      onRetry={() => void again().then(forgive)}
    />
  );
  const pane = shown.error ? (
    <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
  ) : cluster ? (
    <ClusterPane
      view={cluster}
      wishes={wishes}
      onWishes={(next) => wish(cluster.cluster, next)}
      onLeave={focusContent}
      handle={compare}
      fault={faulty}
    />
  ) : shown.data === null ? (
    <EmptyState title={t("duplicates.gone.title")} text={t("duplicates.gone.text")} />
  ) : (
    <ClusterPaneSkeleton />
  );

  const content =
    view && total === 0 && kind !== "all" ? (
      <NothingOfKind kind={kind} />
    ) : (
      <div className="flex min-h-0 min-w-0 flex-1">
        <div className="flex w-65 shrink-0 flex-col border-divider border-r max-[1000px]:w-50">
          {view ? (
            <ClusterList
              key={kind}
              total={total}
              pages={pages}
              cursor={cursor}
              onCursor={go}
              onOpen={() => compare.current?.focus()}
            />
          ) : (
            <ClusterListSkeleton />
          )}
          {view && <Searched searches={view.searches} kind={kind} isSearching={isSearching} />}
        </div>
        <div className="min-h-0 min-w-0 flex-1 overflow-y-auto px-6 py-5 max-[1000px]:px-4 max-[1000px]:py-4">
          {pane}
        </div>
        <Announcer>
          {cluster
            ? t("duplicates.position", { at: format.number(cursor + 1), of: format.number(total) })
            : ""}
        </Announcer>
      </div>
    );

  const lastUndo = undo && mine && (
    <Tooltip label={changeSentence(undo, t)} side="top">
      <Button
        variant="ghost"
        icon={<Undo2 className="size-4" strokeWidth={1.8} aria-hidden="true" />}
        command="duplicates.undo"
        disabled={busy}
        onClick={() => runCommand("duplicates.undo")}
      >
        {t("duplicates.undo_last")}
      </Button>
    </Tooltip>
  );
  const footer =
    total > 0 || lastUndo ? (
      <>
        {total > 0 && (
          <>
            <Button
              variant="primary"
              command="duplicates.merge"
              disabled={!canDecide}
              onClick={() => runCommand("duplicates.merge")}
            >
              {t("duplicates.merge")}
            </Button>
            <Button
              command="duplicates.reject"
              disabled={!canDecide}
              onClick={() => runCommand("duplicates.reject")}
            >
              {t("duplicates.reject")}
            </Button>
            <Button
              variant="ghost"
              command="duplicates.next"
              disabled={cursor + 1 >= total}
              onClick={() => runCommand("duplicates.next")}
            >
              {t("duplicates.later")}
            </Button>
            {ready && taken < 2 && <span className="text-muted">{t("duplicates.take_more")}</span>}
          </>
        )}
        <span className="flex-1" />
        {lastUndo}
      </>
    ) : undefined;
  return children({ content, footer });
}

type SearchedProps = { searches: readonly SearchView[]; kind: Kind; isSearching: boolean };

/** When was searched last, how long it took, what it learnt, and the way to search again. */
function Searched({ searches, kind, isSearching }: SearchedProps) {
  const t = useT();
  const format = useFormat();
  if (searches.length === 0) return null;
  const records = searches.reduce((sum, search) => sum + search.records, 0);
  const seconds = searches.reduce((sum, search) => sum + search.millis, 0) / 1000;
  const at = Math.max(...searches.map((search) => search.at));
  const words = t("duplicates.searched", {
    count: records,
    time: format.duration(Math.max(0.1, seconds)),
    when: format.relative(at),
  });
  const learning = learningSentence(searches, kind, t, format);
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-1 border-divider border-t py-1 pr-1.5 pl-3.5 text-2xs text-subtle">
      <div className="min-w-0 flex-1">
        <p title={format.dateTime(at)}>{words}</p>
        {learning && <p>{learning}</p>}
      </div>
      <IconButton
        size="sm"
        label={t("duplicates.search_again")}
        icon={<RotateCw className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
        disabled={isSearching}
        onClick={() => runCommand("duplicates.search_again")}
      />
    </div>
  );
}
