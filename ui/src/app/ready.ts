import type { QueryClient } from "@tanstack/react-query";

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

/** Calls `then` when the first screen stands with its data. */
export function whenUsable(client: QueryClient, then: () => void): void {
  const look = () => {
    if (isUsable(client)) then();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
