import { frameCommands } from "./contract";
import { recordCommands } from "./contract.records";

/** Every command of the app. */
export const commands = { ...frameCommands, ...recordCommands };
