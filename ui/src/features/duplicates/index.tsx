import { Suspense, useState } from "react";
import { type Formats, type Translate, useFormat, useT } from "~/i18n";
import { type SearchView, useRunningJob } from "~/ipc";
import { runCommand, useCommands } from "~/platform/keyboard";
import { focusContent } from "~/platform/panes";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { onDemand } from "~/ui/onDemand";
import { Screen } from "~/ui/Screen";
import { Tabs } from "~/ui/Tabs";
import { useClusters } from "./data/clusters";
import { search, useSearching } from "./data/search";
import { Review } from "./Review";
import { FirstSearch } from "./start/FirstSearch";
import { NothingLeft } from "./start/NothingLeft";
import { Searching, SearchingLine } from "./start/Searching";
import { type Kind, showKind, useReview } from "./state";

const MergeAllDialog = onDemand(() => import("./bulk/MergeAllDialog"));

/** What is merged at once unless another value is chosen. */
const SURE = 0.99;
const KINDS: readonly Kind[] = ["all", "prospect", "company"];

/** Records that are counted at most for each kind. */
const MOST_CHANGED = 10_000;

/** How many records came or changed since they were compared. */
function changedWords(searches: readonly SearchView[], t: Translate, format: Formats): string {
  const counts = searches.map(({ changed }) => changed);
  if (counts.some((count) => count >= MOST_CHANGED)) {
    return t("duplicates.changed_more", { n: format.number(MOST_CHANGED) });
  }
  const count = counts.reduce((sum, one) => sum + one, 0);
  return count > 0 ? t("duplicates.changed_records", { count }) : t("duplicates.changed_since");
}

/** The likely duplicates: searched on demand, looked at side by side, merged or kept apart. */
export default function DuplicatesScreen() {
  const t = useT();
  const format = useFormat();
  const kind = useReview((state) => state.kind);
  const clusters = useClusters(kind);
  const { view } = clusters;
  const searching = useSearching();
  const job = useRunningJob("duplicates");
  const isSearching = searching.since !== null || job !== null;
  const [bulk, setBulk] = useState(false);
  const waiting = (view?.prospects ?? 0) + (view?.companies ?? 0);
  const searched = (view?.searches.length ?? 0) > 0;
  useCommands([
    {
      id: "duplicates.search_again",
      group: "general",
      title: "duplicates.search_again",
      enabled: searched && !isSearching,
      // The button that was pressed cannot be while it searches.
      run: () => {
        focusContent();
        void search();
      },
    },
    {
      id: "duplicates.merge_all",
      group: "record",
      title: "duplicates.all.open_any",
      keys: ["shift+m"],
      enabled: waiting > 0 && !isSearching,
      run: () => setBulk(true),
    },
  ]);

  const changed = view?.searches.some(({ changed_since }) => changed_since) ?? false;
  const bar =
    isSearching && searched ? (
      <SearchingLine />
    ) : changed && waiting > 0 ? (
      <>
        <span className="text-muted">{changedWords(view?.searches ?? [], t, format)}</span>
        <Button size="sm" onClick={() => runCommand("duplicates.search_again")}>
          {t("duplicates.search_again")}
        </Button>
      </>
    ) : undefined;
  const counts = { all: waiting, prospect: view?.prospects ?? 0, company: view?.companies ?? 0 };
  const fault = searching.error ?? (view ? null : clusters.error);
  return (
    <Review clusters={clusters} kind={kind} isSearching={isSearching}>
      {({ content, footer }) => (
        <Screen
          title={t("duplicates.title")}
          {...(waiting > 0 && { detail: t("duplicates.to_review", { count: waiting }) })}
          {...(waiting > 0 && {
            lead: (
              <Tabs
                label={t("duplicates.kinds.label")}
                tabs={KINDS.map((id) => ({
                  id,
                  label: t(`duplicates.kinds.${id}`),
                  ...(id !== "all" && { count: format.number(counts[id]) }),
                }))}
                active={kind}
                onActive={(id) => showKind(KINDS.find((one) => one === id) ?? "all")}
              />
            ),
          })}
          {...(waiting > 0 && {
            actions: (
              <Button disabled={isSearching} onClick={() => setBulk(true)}>
                {t("duplicates.all.open", { share: format.percent(SURE) })}
              </Button>
            ),
          })}
          bar={bar}
          footer={footer}
        >
          {fault != null && (
            <div className={view ? "border-divider border-b px-4 py-2.5" : "flex flex-1"}>
              <ErrorState
                inline={view !== undefined}
                error={fault}
                {...(waiting > 0 && { kept: t("duplicates.kept_clusters") })}
                onRetry={() => void (searching.error ? search() : clusters.again())}
              />
            </div>
          )}
          {view && !searched && (isSearching ? <Searching /> : <FirstSearch />)}
          {view && searched && waiting === 0 && !isSearching && <NothingLeft searches={view.searches} />}
          {(waiting > 0 || (!view && fault == null)) && content}
          <Suspense>
            {bulk && <MergeAllDialog kind={kind} from={SURE} onClose={() => setBulk(false)} />}
          </Suspense>
        </Screen>
      )}
    </Review>
  );
}
