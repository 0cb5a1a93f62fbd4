export * from "./contract";
export { CommandError, errorOf, unwrap } from "./errors";
export { useJobs } from "./jobs";
export { makeQueryClient, refreshOnChange } from "./queries";
export { adoptStatus, useSavedViews, useWorkspaceCounts, useWorkspaceStatus } from "./workspace";
