import { type Query, QueryClient } from "@tanstack/react-query";
import { type ChangeKind, events } from "./bindings";

/** The queries of the window. They run against the app on this computer: no retry, no refetch on focus. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always", staleTime: 30_000 },
      // What was typed into a form, such as a passphrase, goes with the form.
      mutations: { retry: false, networkMode: "always", gcTime: 0 },
    },
  });
}

declare module "@tanstack/react-query" {
  interface Register {
    /** What a query is made of: it is read again when one of these kinds changes. */
    queryMeta: { kinds?: readonly ChangeKind[] };
  }
}

/** Reads again what a change has made old. Gives the function that stops it. */
export function refreshOnChange(client: QueryClient): () => void {
  const stop = events.changed.listen(({ payload }) => {
    const changed = new Set(payload.kinds);
    const isOld = ({ meta }: Query) => meta?.kinds?.some((kind) => changed.has(kind)) ?? false;
    // A first answer that is under way may be from before the change, and would be kept: it is asked for anew.
    const isFirst = ({ state }: Query) => state.data === undefined && state.fetchStatus === "fetching";
    const firsts = client.getQueryCache().findAll({ type: "active", predicate: isOld });
    for (const query of firsts.filter(isFirst)) void query.cancel({ silent: true });
    void client.invalidateQueries({ predicate: isOld });
  });
  return () => void stop.then((unlisten) => unlisten());
}
