import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { commands, events, type WorkspaceStatus } from "./bindings";
import { unwrap } from "./errors";

const STATUS = ["workspace", "status"] as const;

/** Whether there is a workspace and whether it is open. */
export function useWorkspaceStatus() {
  const client = useQueryClient();
  useEffect(() => {
    const stop = events.workspaceLocked.listen(() => void client.invalidateQueries({ queryKey: STATUS }));
    return () => void stop.then((unlisten) => unlisten());
  }, [client]);
  return useQuery({
    queryKey: STATUS,
    queryFn: () => unwrap(commands.workspaceStatus()),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * Opens the workspace with the keyring once, when the program starts and the keyring may. True until that is settled,
 * so that the lock screen does not flash.
 */
export function useOpenAtStart(status: WorkspaceStatus | undefined): boolean {
  const client = useQueryClient();
  const tried = useRef(false);
  const [opening, setOpening] = useState(true);
  useEffect(() => {
    if (status === undefined || tried.current) return;
    tried.current = true;
    const open = async () => {
      if (status.state !== "locked" || !status.opens_with_keyring) return;
      // The app may be doing the same: whatever comes of this, its status says how it stands.
      await commands.workspaceUnlock({ kind: "keyring" });
      adoptStatus(client, await unwrap(commands.workspaceStatus()));
    };
    void open()
      .catch(() => client.invalidateQueries({ queryKey: STATUS }))
      .finally(() => setOpening(false));
  }, [client, status]);
  return opening;
}

/** Takes over a new status of the workspace; what was read from another one is forgotten. */
export function adoptStatus(client: QueryClient, status: WorkspaceStatus): void {
  client.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== "workspace" && queryKey[0] !== "settings",
  });
  client.setQueryData(STATUS, status);
  void client.invalidateQueries({ queryKey: ["workspace", "summary"] });
}

/** Locks the workspace and shows so. */
export function useLock(onError: (error: unknown) => void): () => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => unwrap(commands.workspaceLock()),
    onSuccess: (status) => adoptStatus(client, status),
    onError,
  });
  return mutate;
}

/** Numbers for the frame of the window. */
export function useWorkspaceSummary() {
  return useQuery({
    queryKey: ["workspace", "summary"],
    queryFn: () => unwrap(commands.workspaceSummary()),
    meta: { kinds: ["prospects", "companies", "imports", "history"] },
  });
}

/** The saved views of the workspace. */
export function useSavedViews() {
  return useQuery({
    queryKey: ["views"],
    queryFn: () => unwrap(commands.viewsList()),
    meta: { kinds: ["views"] },
  });
}
