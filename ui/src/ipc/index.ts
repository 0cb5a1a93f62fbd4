export { commands } from "./commands";
export * from "./contract";
export * from "./contract.imports";
export * from "./contract.records";
export { CommandError, errorOf, unwrap } from "./errors";
export { reportFault, reportUncaught } from "./faults";
export { useJobs } from "./jobs";
export { makeQueryClient, refreshOnChange } from "./queries";
export { loadSettings, useChangeSettings, useSettings } from "./settings";
export {
  adoptStatus,
  useLock,
  useOpenAtStart,
  useSavedViews,
  useWorkspaceStatus,
  useWorkspaceSummary,
} from "./workspace";
