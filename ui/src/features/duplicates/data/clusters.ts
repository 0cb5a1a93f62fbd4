import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type ClusterRow, commands, type DuplicatesView, unwrap } from "~/ipc";
import { type RowPages, useRowPages, useRowVersion } from "~/ui/table";
import { PAGE_ROWS } from "~/ui/table/rowPages";
import { follow, type Kind, useReview, type Wishes } from "../state";

/** How far down the list a cluster is looked for that came back or moved. */
const LOOKED_THROUGH = 1000;

const entityOf = (kind: Kind) => (kind === "all" ? null : kind);

export type Clusters = {
  view: DuplicatesView | undefined;
  pages: RowPages<ClusterRow>;
  error: unknown;
  /** Asks again, and waits for the answer. */
  again: () => Promise<unknown>;
};

/** The clusters of one kind of record or of all, the most certain first, kept current. */
export function useClusters(kind: Kind): Clusters {
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ["duplicates", "list", kind],
    queryFn: () => unwrap(commands.duplicatesList({ entity: entityOf(kind), offset: 0, limit: PAGE_ROWS })),
    placeholderData: keepPreviousData,
    meta: { kinds: ["duplicates", "prospects", "companies"] },
  });
  const fetchWindow = useMemo(() => {
    // Another answer is another list.
    void data;
    return async (offset: number, limit: number) =>
      (await unwrap(commands.duplicatesList({ entity: entityOf(kind), offset, limit }))).clusters;
  }, [data, kind]);
  const pages = useRowPages(fetchWindow, data?.clusters);
  const version = useRowVersion(pages);
  const total = data?.total;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` changes when rows came or went
  useEffect(() => {
    if (total === undefined || isPlaceholderData) return;
    follow(
      (place) => pages.current(place),
      Math.min(total, Math.max(LOOKED_THROUGH, useReview.getState().cursor + 1)),
    );
  }, [pages, version, total, isPlaceholderData]);
  return { view: isPlaceholderData ? undefined : data, pages, error, again: refetch };
}

/** A cluster side by side, as a merge would leave it by these wishes. */
export function useCluster(row: ClusterRow | undefined, { choices, without }: Wishes) {
  const cluster = row?.cluster ?? 0;
  return useQuery({
    queryKey: ["duplicates", "show", cluster, choices, without],
    queryFn: () =>
      unwrap(
        commands.duplicatesShow({
          cluster,
          choices: Object.entries(choices).map(([field, from]) => ({ field, from })),
          without: [...without],
        }),
      ),
    enabled: row !== undefined,
    // A choice changes what is shown in place; another cluster does not show the one before.
    placeholderData: (before, query) => (query?.queryKey[2] === cluster ? before : undefined),
    meta: { kinds: ["duplicates", "prospects", "companies"] },
  });
}
