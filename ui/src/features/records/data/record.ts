import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { commands, type Entity, unwrap } from "~/ipc";
import { RECORD_KINDS } from "../entity";

/** Everything known about a record; the one before stays in view until it is there. */
export function useRecord(entity: Entity, id: string | undefined) {
  return useQuery({
    queryKey: ["record", entity, id],
    queryFn: () => unwrap(commands.recordShow({ entity, id: id ?? "" })),
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
    meta: { kinds: [...RECORD_KINDS, "history"] },
  });
}
