const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const CHECK_MS = 15_000;

/**
 * Calls `onIdle` once nobody has touched the window for so many minutes while nothing was under way; gives the
 * function that stops it. The end of work counts as a touch.
 */
export function watchIdle(minutes: number, isBusy: () => boolean, onIdle: () => void): () => void {
  // Wall-clock time, so that hours asleep count.
  let last = Date.now();
  const touched = () => {
    last = Date.now();
  };
  const timer = setInterval(() => {
    if (isBusy()) touched();
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
