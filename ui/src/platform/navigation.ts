import { useSyncExternalStore } from "react";
import { onForget, useSession } from "./session";

/** The screens that a link can lead to. */
export const SCREENS = [
  "prospects",
  "companies",
  "duplicates",
  "signals",
  "import",
  "qualify",
  "calibration",
  "history",
  "settings",
] as const;
export type ScreenName = (typeof SCREENS)[number];

/** A place in the app: a screen, the record or section it shows, and what else it was asked. */
export type Route = { screen: ScreenName; id?: string; params: Record<string, string> };

/** Where to go; params left out are dropped. */
export type Target = { screen: ScreenName; id?: string | undefined; params?: Record<string, string> };

/** The address of a place, `#/screen/id?name=value`. */
export function hrefOf({ screen, id, params = {} }: Target): string {
  const path = id === undefined ? screen : `${screen}/${encodeURIComponent(id)}`;
  const query = new URLSearchParams(params).toString();
  return `#/${path}${query ? `?${query}` : ""}`;
}

/** The place of an address; an unknown one is the list of prospects. */
export function parseHref(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [name = "", id] = path.split("/");
  const screen = SCREENS.find((one) => one === name) ?? "prospects";
  const params = Object.fromEntries(new URLSearchParams(query));
  return id ? { screen, id: decodeURIComponent(id), params } : { screen, params };
}

let cached: { hash: string; route: Route } = { hash: "\u0000", route: { screen: "prospects", params: {} } };

/** The place that is shown now. */
export function currentRoute(): Route {
  if (cached.hash !== location.hash) cached = { hash: location.hash, route: parseHref(location.hash) };
  return cached.route;
}

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** What an entry of the window's history carries: the session that it was made in. */
const session = () => ({ session: useSession.getState().generation });

/** Back or forward: what an entry of another session names belongs to a workspace that is not shown any more. */
function arrive({ state }: PopStateEvent): void {
  const made = (state as { session?: number } | null)?.session ?? 0;
  if (made !== session().session) leaveDetails();
  tell();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener("popstate", arrive);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("popstate", arrive);
  };
}

/** Goes to a place; with `replace` the one left cannot be gone back to. */
export function navigate(target: Target, { replace = false } = {}): void {
  const href = hrefOf(target);
  if (href === location.hash) return;
  if (replace) history.replaceState(session(), "", href);
  else history.pushState(session(), "", href);
  tell();
}

/** Goes to the place before this one. */
export function goBack(): void {
  history.back();
}

/** Goes to the screen of a place: records, views and files that an address names are of one workspace. */
function leaveDetails(): void {
  const { screen, id } = currentRoute();
  navigate(screen === "settings" && id !== undefined ? { screen, id } : { screen }, { replace: true });
}

onForget(leaveDetails);

/** The place that is shown; the component follows it. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}
