import { commands } from "./bindings";
import { CommandError, unwrap } from "./errors";

/** What of an error may stand in a report: its kind and where it arose, not its message, which can quote data. */
function traceOf(fault: unknown): [kind: string, stack: string] {
  if (!(fault instanceof Error)) return [typeof fault, ""];
  const frames = (fault.stack ?? "").split("\n").filter((line) => /^\s*at |@/.test(line));
  return [fault.name, frames.join("\n")];
}

/** Writes a fault of the window to the log of this computer; gives an error that carries the number of its line. */
export async function reportFault(fault: unknown): Promise<CommandError> {
  if (fault instanceof CommandError) return fault;
  const report = await unwrap(commands.diagnosticsReport(...traceOf(fault))).catch(() => "");
  return new CommandError({ code: "internal", field: null, args: {}, report });
}

/** Reports the faults that no part of the window caught. */
export function reportUncaught(): void {
  addEventListener("error", ({ error }) => void reportFault(error));
  addEventListener("unhandledrejection", ({ reason }) => void reportFault(reason));
}
