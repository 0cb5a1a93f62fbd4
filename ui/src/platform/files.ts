import { listen, TauriEvent } from "@tauri-apps/api/event";
import { useEffect, useRef, useState } from "react";
import { create } from "zustand";
import type { MessageKey } from "~/i18n";

type Drag = { paths: string[] };

/** Who takes files that are dropped on the window, before the import does. */
export type DropTaker = {
  /** The key of what is said while files are dragged, and the key of the sentence below. */
  title: MessageKey;
  text: MessageKey;
  /** Whether a file is for it. */
  takes: (path: string) => boolean;
  /** Takes the file; `left` is how many others were dropped with it. */
  take: (path: string, left: number) => void;
};

const useTakers = create<{ takers: readonly { current: DropTaker }[] }>(() => ({ takers: [] }));

/** Takes files that are dropped while this is on screen; what came on screen last comes first. */
export function useDropTaker(taker: DropTaker): void {
  const latest = useRef(taker);
  latest.current = taker;
  useEffect(() => {
    useTakers.setState(({ takers }) => ({ takers: [...takers, latest] }));
    return () => useTakers.setState(({ takers }) => ({ takers: takers.filter((one) => one !== latest) }));
  }, []);
}

/** Who takes the first of some files that anybody takes. */
function takerOf(paths: readonly string[]): { taker: DropTaker; path: string } | null {
  for (const { current: taker } of useTakers.getState().takers.toReversed()) {
    const path = paths.find(taker.takes);
    if (path !== undefined) return { taker, path };
  }
  return null;
}

/** Whether the name of a file ends with one of these. */
export function endsWith(path: string, endings: readonly string[]): boolean {
  return endings.some((ending) => path.toLowerCase().endsWith(`.${ending}`));
}

/** Follows files dragged over the window; those that nobody else takes come here. The paths come from the system: the
 * page never sees their content. `over` is who would take them: somebody, or null for nobody else. */
export function useFileDrop(onDrop: (paths: string[]) => void): { over: { taker: DropTaker | null } | null } {
  const [over, setOver] = useState<{ taker: DropTaker | null } | null>(null);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    // The events of `getCurrentWebview().onDragDropEvent`, without the 5 KB of its module.
    const stops = [
      listen<Drag>(TauriEvent.DRAG_ENTER, ({ payload: { paths } }) =>
        setOver(paths.length > 0 ? { taker: takerOf(paths)?.taker ?? null } : null),
      ),
      listen(TauriEvent.DRAG_LEAVE, () => setOver(null)),
      listen<Drag>(TauriEvent.DRAG_DROP, ({ payload: { paths } }) => {
        setOver(null);
        if (paths.length === 0) return;
        const found = takerOf(paths);
        if (found) found.taker.take(found.path, paths.length - 1);
        else latest.current(paths);
      }),
    ];
    return () => {
      for (const stop of stops) void stop.then((unlisten) => unlisten());
    };
  }, []);
  return { over };
}
