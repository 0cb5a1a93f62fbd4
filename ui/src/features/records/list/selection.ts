import type { ListQuery, Selection as Named } from "~/ipc";
import type { Selection } from "~/ui/table";

/** The chosen rows of a list as the app names them: some by id, or all that match but some. */
export function namedSelection(selection: Selection, query: ListQuery): Named {
  const ids = [...selection.ids];
  return selection.all ? { kind: "matching", query, except: ids } : { kind: "ids", ids };
}
