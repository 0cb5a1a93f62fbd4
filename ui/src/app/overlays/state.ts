import { create } from "zustand";

/** What lies over the screen; never two at once. */
type Overlay = "palette" | "shortcuts";

export const useOverlay = create<{ overlay: Overlay | null }>(() => ({ overlay: null }));

/** Opens an overlay in the place of any other, or closes it. */
export function showOverlay(overlay: Overlay | null): void {
  useOverlay.setState({ overlay });
}
