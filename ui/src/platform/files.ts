import { listen, TauriEvent } from "@tauri-apps/api/event";
import { useEffect, useRef, useState } from "react";

type Drag = { paths: string[] };

/** Follows files dragged over the window. The paths come from the system: the page never sees their content. */
export function useFileDrop(onDrop: (paths: string[]) => void): { over: boolean } {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    // The events of `getCurrentWebview().onDragDropEvent`, without the 5 KB of its module.
    const stops = [
      listen<Drag>(TauriEvent.DRAG_ENTER, ({ payload }) => setOver(payload.paths.length > 0)),
      listen(TauriEvent.DRAG_LEAVE, () => setOver(false)),
      listen<Drag>(TauriEvent.DRAG_DROP, ({ payload }) => {
        setOver(false);
        if (payload.paths.length > 0) latest.current(payload.paths);
      }),
    ];
    return () => {
      for (const stop of stops) void stop.then((unlisten) => unlisten());
    };
  }, []);
  return { over };
}
