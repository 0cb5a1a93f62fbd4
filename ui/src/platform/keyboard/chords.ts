/** Whether this computer uses ⌘ where others use Ctrl. */
export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMED: Record<string, string> = {
  " ": "space",
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Escape: "esc",
};

/**
 * The chord of a key press: `mod+k`, `shift+j`, `?`, `f6`. `mod` is ⌘ on a Mac and Ctrl elsewhere. A sign that
 * needs Shift on some keyboards (`?`, `/`) is named by the sign alone.
 */
export function chordOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const key = NAMED[event.key] ?? event.key.toLowerCase();
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  const mod = IS_MAC ? event.metaKey : event.ctrlKey;
  return [mod && "mod", event.altKey && "alt", event.shiftKey && !sign && "shift", key]
    .filter(Boolean)
    .join("+");
}

/** Whether a shortcut is typed with plain characters, which can be switched off (WCAG 2.1.4). */
export function isSingleKey(keys: string): boolean {
  return keys.split(" ").every((chord) => chord.replace(/^shift\+/, "").length === 1);
}

/** The keys of a shortcut, one list for each step: `g p` is [[g], [p]], `mod+k` is [[mod, k]]. */
export function stepsOf(keys: string): string[][] {
  return keys.split(" ").map((chord) => chord.split("+").filter(Boolean));
}
