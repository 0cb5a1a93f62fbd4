import { Fragment } from "react";

/** Behind the @ and the slashes of addresses, and before the dots in them. */
const ADDRESS = /(?<=[@/])(?=.)|(?<=\w)(?=\.\w)/u;

type BreakingTextProps = {
  text: string;
  /** Where a line may end, besides at spaces. */
  at?: RegExp;
};

/** Text whose long words, usually addresses, go on in the next line at places where they can be read. */
export function BreakingText({ text, at = ADDRESS }: BreakingTextProps) {
  return text.split(at).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
