export { chordOf, IS_MAC, isSingleKey, stepsOf } from "./chords";
export { listenForShortcuts } from "./dispatch";
export {
  activeCommands,
  COMMAND_GROUPS,
  type Command,
  type CommandGroup,
  runCommand,
  useActiveCommands,
  useCommands,
  useShortcutOf,
} from "./registry";
