import { useEffect, useRef, useState } from "react";
import { Announcer } from "./Screen";

/** How often a screen reader hears of progress, in ms. */
const ANNOUNCE_MS = 5000;

/** Says to screen readers how something comes along: at most every five seconds. */
export function SlowAnnouncer({ children }: { children: string }) {
  const latest = useRef(children);
  latest.current = children;
  const [heard, setHeard] = useState(children);
  useEffect(() => {
    const timer = setInterval(() => setHeard(latest.current), ANNOUNCE_MS);
    return () => clearInterval(timer);
  }, []);
  return <Announcer>{heard}</Announcer>;
}
