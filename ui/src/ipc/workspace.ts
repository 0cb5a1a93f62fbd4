import { hashKey, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { forgetWorkspace } from "~/platform/session";
import { commands, events, type WorkspaceStatus } from "./bindings";
import { unwrap } from "./errors";

const STATUS = ["workspace", "status"] as const;

/** Whether there is a workspace and whether it is open. */
export function useWorkspaceStatus() {
  const client = useQueryClient();
  useEffect(() => {
    const stop = events.workspaceLocked.listen(() => {
      const shown = client.getQueryData<WorkspaceStatus>(STATUS);
      // At once: asking first would leave what is shown in view.
      if (shown?.state === "open") adoptStatus(client, { ...shown, state: "locked" });
      void client.invalidateQueries({ queryKey: STATUS });
    });
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
      updateStatus(client, await unwrap(commands.workspaceStatus()));
    };
    void open()
      .catch(() => client.invalidateQueries({ queryKey: STATUS }))
      .finally(() => setOpening(false));
  }, [client, status]);
  return opening;
}

/** Takes over a new status of the workspace that is shown. */
export function updateStatus(client: QueryClient, status: WorkspaceStatus): void {
  client.setQueryData(STATUS, status);
}

/** Takes over the status of a workspace that was locked, or of another one; what the window knows of the former is forgotten. */
export function adoptStatus(client: QueryClient, status: WorkspaceStatus): void {
  forgetWorkspace();
  const stays = [hashKey(STATUS), hashKey(["settings"])];
  client.removeQueries({ predicate: ({ queryHash }) => !stays.includes(queryHash) });
  client.getMutationCache().clear();
  updateStatus(client, status);
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
