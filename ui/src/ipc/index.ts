export { commands } from "./commands";
export * from "./contract";
export * from "./contract.records";
export { CommandError, errorOf, unwrap } from "./errors";
export { useJobs } from "./jobs";
export { makeQueryClient, refreshOnChange } from "./queries";
export { adoptStatus, useSavedViews, useWorkspaceStatus, useWorkspaceSummary } from "./workspace";
