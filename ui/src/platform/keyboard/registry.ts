import { useEffect, useRef, useSyncExternalStore } from "react";
import type { MessageKey } from "~/i18n";

/** Where a command stands in the palette and in the list of shortcuts. */
export const COMMAND_GROUPS = ["navigation", "list", "record", "edit", "general"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something the user can do, by key, palette, menu or button. */
export type Command = {
  /** Unique, `<area>.<verb>`. The command registered last hides an earlier one with the same id. */
  id: string;
  group: CommandGroup;
  /** The key of its name, or the name itself where a person gave it (a saved view). */
  title: MessageKey | { text: string };
  /** Shortcuts, the first one is shown: `mod+k`, `g p`, `?`, `shift+j`. */
  keys?: readonly string[];
  run: () => void;
  /** False while it cannot be done; it then neither reacts nor shows in the palette. */
  enabled?: boolean;
  /** Left out of the palette: moves in a list, say. */
  paletteHidden?: boolean;
  /** Also reacts while text is typed or a dialog is open. */
  everywhere?: boolean;
};

type Entry = { order: number; command: Command };

const entries = new Map<number, Entry>();
const listeners = new Set<() => void>();
let order = 0;
let snapshot: readonly Command[] = [];

function refresh(): void {
  const byId = new Map<string, Command>();
  for (const { command } of [...entries.values()].sort((a, b) => a.order - b.order))
    byId.set(command.id, command);
  snapshot = [...byId.values()];
  for (const listener of listeners) listener();
}

/** Every command that can be given now. */
export function activeCommands(): readonly Command[] {
  return snapshot;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every command that can be given now; the component follows changes. */
export function useActiveCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, activeCommands);
}

/** The shortcut to show beside a command, if it has one. */
export function useShortcutOf(id: string | undefined): string | undefined {
  return useActiveCommands().find((command) => command.id === id)?.keys?.[0];
}

/** Gives the command with this id, if it can be given now. */
export function runCommand(id: string): void {
  const command = snapshot.find((one) => one.id === id);
  if (command && command.enabled !== false) command.run();
}

const shapeOf = (commands: readonly Command[]) =>
  JSON.stringify(commands.map(({ run: _run, ...rest }) => rest));

/** Offers commands for as long as the component is shown. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const shape = shapeOf(commands);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the commands without their functions, which are read when they run
  useEffect(() => {
    const mine = latest.current.map((command, index) => {
      const ticket = order++;
      entries.set(ticket, {
        order: ticket,
        command: { ...command, run: () => latest.current[index]?.run() },
      });
      return ticket;
    });
    refresh();
    return () => {
      for (const ticket of mine) entries.delete(ticket);
      refresh();
    };
  }, [shape]);
}
