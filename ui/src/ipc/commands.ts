import { frameCommands } from "./contract";
import { importCommands } from "./contract.imports";
import { recordCommands } from "./contract.records";

/** Every command of the app. */
export const commands = { ...frameCommands, ...recordCommands, ...importCommands };
