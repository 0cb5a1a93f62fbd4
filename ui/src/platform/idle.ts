const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const CHECK_MS = 15_000;

/** Calls `onIdle` once nobody has touched the window for so many minutes; gives the function that stops it. */
export function watchIdle(minutes: number, onIdle: () => void): () => void {
  // Wall-clock time, so that hours asleep count.
  let last = Date.now();
  const touched = () => {
    last = Date.now();
  };
  const timer = setInterval(() => {
    if (Date.now() - last < minutes * 60_000) return;
    touched();
    onIdle();
  }, CHECK_MS);
  for (const sign of SIGNS) addEventListener(sign, touched, { capture: true, passive: true });
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) removeEventListener(sign, touched, { capture: true });
  };
}
