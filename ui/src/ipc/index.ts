/** What a command sends while it works. */
export { Channel } from "@tauri-apps/api/core";
export * from "./bindings";
export { CommandError, errorOf, type Result, unwrap } from "./errors";
export { reportFault, reportUncaught } from "./faults";
export { useIsWorking, useJobOf, useJobs, useRunningJob } from "./jobs";
export { makeQueryClient, refreshOnChange } from "./queries";
export { useChangeSettings, useSettings } from "./settings";
export {
  adoptStatus,
  loadStart,
  updateStatus,
  useLock,
  useSavedViews,
  useWorkspaceStatus,
  useWorkspaceSummary,
} from "./workspace";
