import { create } from "zustand";
import type { Entity } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { onForget } from "~/platform/session";
import { traitsOf } from "../entity";

/** What somebody wrote of a new record before they looked at another one. */
type Draft = {
  values: Readonly<Record<string, string>>;
  /** The fields of the form. */
  shown: readonly string[];
  /** Whether its form is to open. */
  wanted: boolean;
};

type Drafts = Record<Entity, Draft | null>;

const NONE: Drafts = { prospect: null, company: null };

/** The drafts that are kept; they outlive the screen. */
export const useDrafts = create<Drafts>(() => NONE);

onForget(() => useDrafts.setState(NONE));

/** Keeps what is written so far. */
export function keepDraft(entity: Entity, draft: Pick<Draft, "values" | "shown">): void {
  useDrafts.setState({ [entity]: { ...draft, wanted: false } });
}

/** Forgets it: the record was made, or nobody wants it. */
export function dropDraft(entity: Entity): void {
  useDrafts.setState({ [entity]: null });
}

/** Goes back to the form, with what was written. */
export function goOnWriting(entity: Entity): void {
  const draft = useDrafts.getState()[entity];
  if (draft) useDrafts.setState({ [entity]: { ...draft, wanted: true } });
  navigate({ screen: traitsOf(entity).screen });
}
