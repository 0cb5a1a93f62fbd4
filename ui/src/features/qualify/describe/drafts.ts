import { create } from "zustand";
import { onForget } from "~/platform/session";
import type { Kind, Texts } from "./forms";

/** What is shown at the right: a saved description, or a new one with the example that it begins with. */
export type Shown = { kind: Kind; id: string } | { kind: Kind; example: string | null };

type Describing = { shown: Shown | null; drafts: Readonly<Record<string, Texts>> };

const NOTHING: Describing = { shown: null, drafts: {} };

/** What is described, with what was written and not saved. It outlives the screen: whoever looks at a prospect comes back. */
export const useDescribing = create<Describing>(() => NOTHING);

onForget(() => useDescribing.setState(NOTHING, true));

/** Shows a description; null shows none. */
export function showDescription(shown: Shown | null): void {
  useDescribing.setState({ shown });
}

/** The name under which the draft of what is shown is kept. */
export const draftKey = (shown: Shown): string =>
  "id" in shown ? `${shown.kind} ${shown.id}` : `${shown.kind} new ${shown.example ?? ""}`;

/** Keeps what is written so far. */
export function keepTexts(key: string, texts: Texts): void {
  useDescribing.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: texts } }));
}

/** Forgets it: it was saved, or nobody wants it. */
export function dropTexts(key: string): void {
  useDescribing.setState(({ drafts: { [key]: _, ...drafts } }) => ({ drafts }));
}
