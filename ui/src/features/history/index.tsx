import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useRef } from "react";
import { useFormat, useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorState } from "~/ui/ErrorState";
import { Screen, ScreenLoading } from "~/ui/Screen";
import { byDay, daysAgo } from "./days";
import { HistoryRow } from "./HistoryRow";
import { redoChange, undoChange } from "./undo/undo";

const PAGE = 100;

/** Every change of the workspace, newest first. */
function useHistory() {
  return useInfiniteQuery({
    queryKey: ["history"],
    queryFn: ({ pageParam }) => unwrap(commands.historyList({ before: pageParam, limit: PAGE })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
    meta: { kinds: ["history"] },
  });
}

/** What was done, and the way back from each of it. */
export default function HistoryScreen() {
  const t = useT();
  const format = useFormat();
  const list = useRef<HTMLDivElement>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useHistory();
  const entries = data?.pages.flat() ?? [];

  const step = (by: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-change]") ?? [])];
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
    (next?.querySelector<HTMLElement>("button") ?? next)?.focus();
  };
  useCommands([
    {
      id: "history.next",
      group: "list",
      title: "history.next",
      keys: ["j"],
      paletteHidden: true,
      run: () => step(1),
    },
    {
      id: "history.previous",
      group: "list",
      title: "history.previous",
      keys: ["k"],
      paletteHidden: true,
      run: () => step(-1),
    },
  ]);

  if (!data && !error) return <ScreenLoading />;
  const dayName = (at: number) => {
    const ago = daysAgo(at, Date.now());
    if (ago === 0) return t("history.today");
    return ago === 1 ? t("history.yesterday") : format.date(at);
  };
  return (
    <Screen
      title={t("history.title")}
      {...(entries.length > 0 && !hasNextPage ? { detail: format.number(entries.length) } : {})}
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && entries.length === 0 && (
        <EmptyState
          icon={<History strokeWidth={1.8} aria-hidden="true" />}
          title={t("history.empty.title")}
          text={t("history.empty.text")}
        />
      )}
      {entries.length > 0 && (
        <div ref={list} className="min-h-0 flex-1 overflow-y-auto" data-pane-focus tabIndex={-1}>
          {byDay(entries).map((day) => (
            <section key={day.key} aria-label={dayName(day.at)}>
              <h2 className="sticky top-0 z-10 border-divider border-b bg-surface px-4 py-1.5 font-medium text-subtle text-xs">
                {dayName(day.at)}
              </h2>
              <ol>
                {day.entries.map((entry) => (
                  <HistoryRow
                    key={entry.id}
                    entry={entry}
                    redoable={entry.state === "undone"}
                    onUndo={() => void undoChange(entry.id)}
                    onRedo={() => void redoChange(entry.id)}
                  />
                ))}
              </ol>
            </section>
          ))}
          {hasNextPage && (
            <div className="flex justify-center p-4">
              <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t("history.more")}
              </Button>
            </div>
          )}
        </div>
      )}
    </Screen>
  );
}
