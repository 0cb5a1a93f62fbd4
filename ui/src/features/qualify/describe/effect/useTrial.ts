import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { commands, type TriedView, unwrap } from "~/ipc";
import type { Kind } from "../forms";

/** How long editing rests before the app is asked, in ms. */
const REST_MS = 250;

const TRY = { icp: commands.icpTry, offer: commands.offerTry } as const;

export type Trial = {
  /** What saving would do; that of the last text until the next answer is there. */
  tried: TriedView | undefined;
  /** Whether it is of what the form says now. */
  isCurrent: boolean;
  error: unknown;
  again: () => void;
};

function useRested(json: string): string {
  const [rested, setRested] = useState(json);
  useEffect(() => {
    const timer = setTimeout(() => setRested(json), REST_MS);
    return () => clearTimeout(timer);
  }, [json]);
  return rested;
}

/** What saving a description would do to scores, asked whenever editing rests. An answer that comes too late is not shown. */
export function useTrial(kind: Kind, id: string | null, json: string): Trial {
  const rested = useRested(json);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["trial", kind, id, rested],
    queryFn: () => unwrap(TRY[kind]({ id, json: rested })),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    meta: { kinds: ["prospects", "companies", "signals", "scores", "descriptions"] },
  });
  const isCurrent = rested === json && !isFetching;
  return { tried: data, isCurrent, error: isCurrent ? error : null, again: () => void refetch() };
}
