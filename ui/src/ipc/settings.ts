import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { setPreferences, usePreferences } from "~/platform/preferences";
import type { Settings } from "./bindings";
import { commands } from "./bindings";
import { unwrap } from "./errors";

const SETTINGS = ["settings"] as const;

function show(stored: Settings): void {
  setPreferences({
    theme: stored.theme,
    density: stored.density,
    singleKeys: stored.single_keys,
    ...(stored.language ? { language: stored.language } : {}),
  });
}

/** Takes over what the app has stored about language and look; the window shows the last known until then. */
export function keepSettings(client: QueryClient, settings: Settings): void {
  client.setQueryData(SETTINGS, settings);
  show(settings);
}

/** The settings of this computer. */
export function useSettings(): Settings | undefined {
  return useQuery({
    queryKey: SETTINGS,
    queryFn: () => unwrap(commands.settingsGet()),
    meta: { kinds: ["settings"] },
  }).data;
}

/** Changes settings: shown at once, stored, and put back when that fails. */
export function useChangeSettings(onError: (error: unknown) => void): (change: Partial<Settings>) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: async (change: Partial<Settings>) => {
      const stored = await client.ensureQueryData({
        queryKey: SETTINGS,
        queryFn: () => unwrap(commands.settingsGet()),
      });
      const before = usePreferences.getState();
      const next = { ...stored, ...change };
      show(next);
      client.setQueryData(SETTINGS, next);
      try {
        client.setQueryData(SETTINGS, await unwrap(commands.settingsSet(next)));
      } catch (error) {
        setPreferences(before);
        client.setQueryData(SETTINGS, stored);
        throw error;
      }
    },
    onError,
  });
  return mutate;
}
