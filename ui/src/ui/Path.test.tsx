import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Path } from "./Path";

test.each([
  ["/home/lea/prospects", ["/", "home/", "lea/", "prospects"]],
  ["C:\\Users\\Léa\\Mes données", ["C:\\", "Users\\", "Léa\\", "Mes données"]],
  ["prospects", ["prospects"]],
])("%s breaks behind its separators", (path, parts) => {
  const { container } = render(<Path path={path} />);
  expect(container).toHaveTextContent(path, { normalizeWhitespace: false });
  const shown = [...(container.firstElementChild?.childNodes ?? [])];
  expect(shown.filter(({ nodeName }) => nodeName === "#text").map(({ textContent }) => textContent)).toEqual(
    parts,
  );
  expect(container.querySelectorAll("wbr")).toHaveLength(parts.length - 1);
});
