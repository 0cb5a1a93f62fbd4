const CHECK_MS = 30_000;

/** The day of scores, which is that of UTC. */
const today = () => Math.floor(Date.now() / 86_400_000);

/** Calls `onDay` when a day begins, after sleep too; gives the function that stops it. */
export function watchDay(onDay: () => void): () => void {
  let known = today();
  const timer = setInterval(() => {
    if (today() === known) return;
    known = today();
    onDay();
  }, CHECK_MS);
  return () => clearInterval(timer);
}
