import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { BreakingText } from "./BreakingText";

test.each([
  ["personne0@exemple0.fr", ["personne0@", "exemple0", ".fr"]],
  ["https://www.exemple.fr/equipe", ["https:/", "/", "www", ".exemple", ".fr/", "equipe"]],
  ["M. Dupont, 01 42 00 00 17", ["M. Dupont, 01 42 00 00 17"]],
  ["a@", ["a@"]],
  ["", []],
])("%s can go on in the next line between the parts of an address", (text, parts) => {
  const { container } = render(<BreakingText text={text} />);
  expect(container).toHaveTextContent(text, { normalizeWhitespace: false });
  const shown = [...container.childNodes].filter(({ nodeName }) => nodeName === "#text");
  expect(shown.map(({ textContent }) => textContent).filter(Boolean)).toEqual(parts);
  expect(container.querySelectorAll("wbr")).toHaveLength(Math.max(0, parts.length - 1));
});
