import { create } from "zustand";

/** How often the window has forgotten a workspace: what is shown of one begins anew each time. */
export const useSession = create<{ generation: number }>(() => ({ generation: 0 }));

const parts = new Set<() => void>();

/** Names what a part of the window does to forget what it holds of the workspace. For parts that outlive a screen. */
export function onForget(forget: () => void): void {
  parts.add(forget);
}

/** Forgets what the window holds of the workspace: it was locked, or another one takes its place. */
export function forgetWorkspace(): void {
  useSession.setState(({ generation }) => ({ generation: generation + 1 }));
  for (const forget of parts) forget();
  document.title = "AI Sales Agent";
}

/** Asked after a wait: whether the workspace that was shown at the call is still shown. */
export function sameWorkspace(): () => boolean {
  const { generation } = useSession.getState();
  return () => useSession.getState().generation === generation;
}
