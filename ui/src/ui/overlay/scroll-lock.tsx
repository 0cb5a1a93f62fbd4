import { createElement, type ElementType, forwardRef, type ReactNode } from "react";

type Props = { as?: ElementType; children?: ReactNode; allowPinchZoom?: boolean; shards?: unknown[] };

/**
 * Stands in for `react-remove-scroll` (see vite.config.ts): passes its children through. The window never
 * scrolls as a whole, and behind an overlay Radix already takes the pointer away.
 */
export const RemoveScroll = forwardRef<HTMLElement, Props>(function RemoveScroll(
  { as = "div", children, allowPinchZoom: _pinch, shards: _shards, ...rest },
  ref,
) {
  return createElement(as, { ref, ...rest }, children);
});
