import type { NameView, RecordView } from "~/ipc";

/** A name as people say it: first names, then surname. */
export function readName(name: Pick<NameView, "first" | "middle" | "last">): string {
  return [name.first, name.middle, name.last]
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" ");
}

const PARTS = new Set(["first_name", "last_name"]);

/** How a name is read, where its fields do not say that already. */
export function toldReading({ name, values }: RecordView): NameView | undefined {
  if (!name) return undefined;
  const inParts = values.some(({ field }) => PARTS.has(field));
  const asFound = inParts && !name.corrected && readName(name) === name.found;
  return asFound ? undefined : name;
}
