import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { type ColumnChoice, commands, type Entity, unwrap } from "~/ipc";
import { onForget } from "~/platform/session";
import { toastError } from "~/ui/toast";
import { columnsKey } from "../data/keys";
import { recallColumns, showColumns } from "./state";

/** How long arranging rests before it is kept, in ms: an edge that is dragged changes its column many times. */
const REST_MS = 400;

const timers: Partial<Record<Entity, ReturnType<typeof setTimeout>>> = {};

onForget(() => {
  for (const timer of Object.values(timers)) clearTimeout(timer);
});

/** Arranges the columns of a list; without a view the arrangement is kept in the workspace. */
export function arrangeColumns(entity: Entity, columns: readonly ColumnChoice[]): void {
  if (!showColumns(entity, columns)) return;
  clearTimeout(timers[entity]);
  timers[entity] = setTimeout(() => {
    unwrap(commands.columnsArrange({ entity, columns: [...columns] })).catch(toastError);
  }, REST_MS);
}

/** Shows the list as it was arranged in this workspace. */
export function useArrangedColumns(entity: Entity): void {
  const { data } = useQuery({
    queryKey: columnsKey(entity),
    queryFn: () => unwrap(commands.columnsShow(entity)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (data) recallColumns(entity, data);
  }, [entity, data]);
}
