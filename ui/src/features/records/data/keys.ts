import type { Entity, ListQuery } from "~/ipc";

/** The keys under which the window keeps what it has read about lists. */
export const fieldsKey = (entity: Entity) => ["fields", entity] as const;
export const columnsKey = (entity: Entity) => ["columns", entity] as const;
export const listKey = (entity: Entity, query: ListQuery) => ["list", entity, query] as const;
