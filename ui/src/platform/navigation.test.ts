import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { currentRoute, hrefOf, navigate, parseHref, useRoute } from "./navigation";

test.each([
  { screen: "prospects", params: {} },
  { screen: "companies", id: "a/b ?é", params: {} },
  { screen: "import", params: { file: "/home/léa/liste & co.csv" } },
] as const)("an address leads back to its place: $screen", (route) => {
  expect(parseHref(hrefOf(route))).toEqual(route);
});

test("an unknown address is the list of prospects", () => {
  expect(parseHref("")).toEqual({ screen: "prospects", params: {} });
  expect(parseHref("#/nowhere/1").screen).toBe("prospects");
});

test("a component follows", () => {
  const { result } = renderHook(() => useRoute());
  act(() => navigate({ screen: "settings", id: "data" }));
  expect(result.current).toEqual({ screen: "settings", id: "data", params: {} });
  act(() => navigate({ screen: "prospects", params: { view: "v1" } }, { replace: true }));
  expect(result.current.params.view).toBe("v1");
  expect(currentRoute()).toBe(result.current);
});
