import { useQuery } from "@tanstack/react-query";
import { commands, unwrap } from "~/ipc";
import type { Kind } from "./forms";

const COMMANDS = {
  icp: {
    list: commands.icpsList,
    save: commands.icpSave,
    bringBack: commands.icpReturn,
    remove: commands.icpRemove,
  },
  offer: {
    list: commands.offersList,
    save: commands.offerSave,
    bringBack: commands.offerReturn,
    remove: commands.offerRemove,
  },
} as const;

/** What can be done with descriptions of a kind. */
export const commandsOf = (kind: Kind) => COMMANDS[kind];

const meta = { kinds: ["descriptions", "history"] } as const;

/** All descriptions of a kind. */
export function useDescriptions(kind: Kind) {
  return useQuery({
    queryKey: ["descriptions", kind],
    queryFn: () => unwrap(COMMANDS[kind].list()),
    meta,
  });
}

/** A description with its former versions. */
export function useDescription(kind: Kind, id: string) {
  return useQuery({
    queryKey: ["description", kind, id],
    queryFn: async () =>
      unwrap<{ what: object; versions: { version: number; at: string | number }[] }>(
        kind === "icp" ? commands.icpShow(id) : commands.offerShow(id),
      ),
    meta,
  });
}
