/** The parts of the window that F6 goes through, in this order. */
const PANES = ["sidebar", "content", "panel", "status"] as const;
export type Pane = (typeof PANES)[number];

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), [role=grid], [tabindex='0']";

/** Moves the focus to the next part of the window (or the one before): what had it there last, else its first control. */
export function cyclePane(step: 1 | -1): void {
  const panes = PANES.flatMap((name) => document.querySelector<HTMLElement>(`[data-pane=${name}]`) ?? []);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let i = 1; i <= panes.length; i++) {
    const start = here < 0 && step < 0 ? 0 : here;
    const pane = panes[(start + step * i + panes.length * 2) % panes.length];
    const preferred =
      pane?.querySelector<HTMLElement>("[data-pane-focus]") ?? pane?.querySelector<HTMLElement>(FOCUSABLE);
    if (preferred) {
      preferred.focus();
      return;
    }
  }
}
