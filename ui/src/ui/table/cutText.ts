import type { MouseEvent } from "react";

const CUT = ".truncate";

const isCut = (element: HTMLElement) => element.scrollWidth > element.clientWidth;

/** Gives the cell under the pointer its whole text as a tooltip when it has no room for it. */
export function tellCutText(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const cell = target?.closest<HTMLElement>("[role=gridcell], [role=columnheader]");
  if (!cell) return;
  const texts = [...cell.querySelectorAll<HTMLElement>(CUT)].filter((text) => !text.querySelector(CUT));
  if (texts.some(isCut)) cell.title = texts.map((text) => text.textContent ?? "").join(" ");
  else cell.removeAttribute("title");
}
