import type { QueryClient } from "@tanstack/react-query";
import type { OpenList, StartContents } from "~/ipc";
import { PAGE_ROWS } from "~/ui/table/rowPages";
import { columnsKey, fieldsKey, listKey } from "./data/keys";
import { traitsOf } from "./entity";
import { EVERY_QUERY, recallColumns } from "./list/state";

const ENTITY = "prospect";

/** The list of the first screen, asked for before the screen is there. */
export const FIRST_LIST: OpenList = {
  entity: ENTITY,
  query: EVERY_QUERY,
  first: { limit: PAGE_ROWS, fields: [...traitsOf(ENTITY).columns] },
};

/** Keeps the answer to {@link FIRST_LIST} for the screen. */
export function keepFirstList(client: QueryClient, { fields, columns, list }: StartContents): void {
  client.setQueryData(fieldsKey(ENTITY), fields);
  client.setQueryData(columnsKey(ENTITY), columns);
  if (columns) recallColumns(ENTITY, columns);
  client.setQueryData(listKey(ENTITY, EVERY_QUERY), list);
}
