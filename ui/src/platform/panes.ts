/** The parts of the window that F6 goes through, in this order. */
const PANES = ["sidebar", "content", "panel", "status"] as const;
export type Pane = (typeof PANES)[number];

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), [role=grid], [tabindex='0']";

/** Puts the focus on what the keys of the screen are for: its list, else the screen itself. */
export function focusContent(): void {
  const content = document.querySelector<HTMLElement>("[data-pane=content]");
  (content?.querySelector<HTMLElement>("[data-pane-focus]") ?? content)?.focus({ preventScroll: true });
}

/** Whether nothing has the focus: what had it is gone. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Gives the focus back to where it was before something opened over it; to the screen when that is gone. */
export function returnFocus(before: Element | null): void {
  if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
  if (isFocusLost()) focusContent();
}

/** Moves the focus to the next part of the window (or the one before): what had it there last, else its first control. */
export function cyclePane(step: 1 | -1): void {
  const panes = PANES.flatMap((name) => document.querySelector<HTMLElement>(`[data-pane=${name}]`) ?? []);
  // The panel stands within the content: the inner one counts.
  const here = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  for (let i = 1; i <= panes.length; i++) {
    const start = here < 0 && step < 0 ? 0 : here;
    const pane = panes[(start + step * i + panes.length * 2) % panes.length];
    const preferred =
      pane?.querySelector<HTMLElement>("[data-pane-focus]") ?? pane?.querySelector<HTMLElement>(FOCUSABLE);
    preferred?.focus();
    // What a wide panel hides takes no focus.
    if (preferred && document.activeElement === preferred) return;
  }
}
