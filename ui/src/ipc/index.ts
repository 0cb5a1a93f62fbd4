export { commands } from "./commands";
export * from "./contract";
export * from "./contract.records";
export { CommandError, errorOf, unwrap } from "./errors";
export { useJobs } from "./jobs";
export { makeQueryClient, refreshOnChange } from "./queries";
export { loadSettings, useChangeSettings, useSettings } from "./settings";
export { adoptStatus, useLock, useSavedViews, useWorkspaceStatus, useWorkspaceSummary } from "./workspace";
