import type { QueryClient } from "@tanstack/react-query";
import { commands } from "~/ipc";

/** Whether the screen shows all that it asked for. */
function isUsable(client: QueryClient): boolean {
  const main = document.querySelector("main");
  return (
    main !== null &&
    client.isFetching() === 0 &&
    !main.closest("[aria-busy]") &&
    !main.querySelector("[aria-busy=true]")
  );
}

/** Tells the app when the first screen stands with its data: scripts that start the window wait for it. */
export function tellWhenUsable(client: QueryClient): void {
  const look = () => {
    if (isUsable(client)) void commands.appReady();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
