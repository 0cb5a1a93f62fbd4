import { useEffect, useRef, useState } from "react";

/** How long typing rests before the list is asked, in ms. */
const REST_MS = 90;

/** The text of a search field; the list is asked for it when typing rests. */
export function useSearchText(
  asked: string,
  onSearch: (text: string) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(asked);
  const timer = useRef(0);
  const sent = useRef(asked);
  useEffect(() => {
    // Something else has changed the search: a saved view, “clear”.
    if (asked === sent.current) return;
    sent.current = asked;
    setText(asked);
  }, [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      sent.current = next;
      onSearch(next);
    }, REST_MS);
  };
  return [text, change];
}
