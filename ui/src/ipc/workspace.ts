import { hashKey, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { forgetWorkspace } from "~/platform/session";
import { commands, events, type OpenList, type StartView, type WorkspaceStatus } from "./bindings";
import { unwrap } from "./errors";
import { JOBS } from "./jobs";
import { keepSettings } from "./settings";

const STATUS = ["workspace", "status"] as const;
const SUMMARY = ["workspace", "summary"] as const;
const VIEWS = ["views"] as const;

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
 * Asks in one question for all that the window shows first, `list` among it, and keeps the answers for the queries
 * that want them. The app opens the workspace for it when the keyring may.
 */
export async function loadStart(client: QueryClient, list: OpenList): Promise<StartView> {
  const view = await unwrap(commands.startView(list));
  const { settings, status, contents } = view;
  keepSettings(client, settings);
  updateStatus(client, status);
  if (contents) {
    client.setQueryData(SUMMARY, contents.summary);
    client.setQueryData(VIEWS, contents.views);
    client.setQueryData(JOBS, contents.jobs);
  }
  return view;
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
    queryKey: SUMMARY,
    queryFn: () => unwrap(commands.workspaceSummary()),
    meta: { kinds: ["prospects", "companies", "duplicates", "imports", "history"] },
  });
}

/** The saved views of the workspace. */
export function useSavedViews() {
  return useQuery({
    queryKey: VIEWS,
    queryFn: () => unwrap(commands.viewsList()),
    meta: { kinds: ["views"] },
  });
}
