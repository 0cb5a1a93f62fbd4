import { getCurrentWebview } from "@tauri-apps/api/webview";
import { useEffect, useRef, useState } from "react";

/** Follows files dragged over the window. The paths come from the system: the page never sees their content. */
export function useFileDrop(onDrop: (paths: string[]) => void): { over: boolean } {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    getCurrentWebview()
      .onDragDropEvent(({ payload }) => {
        if (payload.type === "over") return;
        setOver(payload.type === "enter" && payload.paths.length > 0);
        if (payload.type === "drop" && payload.paths.length > 0) latest.current(payload.paths);
      })
      .then((unlisten) => {
        if (gone) unlisten();
        else stop = unlisten;
      })
      .catch(() => setOver(false));
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return { over };
}
