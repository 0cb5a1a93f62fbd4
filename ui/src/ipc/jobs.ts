import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { commands, events, type JobKind, type JobView } from "./bindings";
import { unwrap } from "./errors";

/** The key of the long-running work. */
export const JOBS = ["jobs"] as const;

/** The long-running work of the app, kept current; `onEnd` is called once for each job that ends. */
export function useJobs(onEnd: (job: JobView) => void): readonly JobView[] {
  const client = useQueryClient();
  useEffect(() => {
    const stop = events.jobProgress.listen(({ payload }) => {
      const known = client.getQueryData<JobView[]>(JOBS) ?? [];
      const before = known.find((job) => job.id === payload.id);
      client.setQueryData<JobView[]>(JOBS, [...known.filter((job) => job.id !== payload.id), payload]);
      if (payload.state !== "running" && before?.state === "running") onEnd(payload);
    });
    return () => void stop.then((unlisten) => unlisten());
  }, [client, onEnd]);
  const { data } = useQuery({
    queryKey: JOBS,
    queryFn: () => unwrap(commands.jobsList()),
    meta: { kinds: ["jobs"] },
  });
  return data ?? [];
}

/** Tells whether any long-running work is under way, as far as {@link useJobs} has heard. */
export function useIsWorking(): () => boolean {
  const client = useQueryClient();
  return useCallback(
    () => client.getQueryData<JobView[]>(JOBS)?.some(({ state }) => state === "running") ?? false,
    [client],
  );
}

/** The work of this kind that is under way, as far as {@link useJobs} has heard. */
export function useRunningJob(kind: JobKind): JobView | null {
  const { data } = useQuery({
    queryKey: JOBS,
    queryFn: () => unwrap(commands.jobsList()),
    meta: { kinds: ["jobs"] },
  });
  return data?.find((job) => job.kind === kind && job.state === "running") ?? null;
}

/** The work of this kind that is under way, from the first news of it that comes. */
export function useJobOf(kind: JobKind): JobView | null {
  const [job, setJob] = useState<JobView | null>(null);
  useEffect(() => {
    const stop = events.jobProgress.listen(({ payload }) => {
      if (payload.kind === kind) setJob(payload.state === "running" ? payload : null);
    });
    return () => void stop.then((unlisten) => unlisten());
  }, [kind]);
  return job;
}
