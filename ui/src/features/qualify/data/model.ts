import { useQuery } from "@tanstack/react-query";
import { commands, unwrap } from "~/ipc";

/** How the language model is set up. */
export function useModel() {
  return useQuery({
    queryKey: ["model"],
    queryFn: () => unwrap(commands.modelShow()),
    meta: { kinds: ["settings"] },
  });
}
