import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { currentRoute, hrefOf, navigate, parseHref, useRoute } from "./navigation";
import { forgetWorkspace } from "./session";

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

/** What the back button does: the entry is shown, then the page is told. */
function goBackTo(href: string, state: unknown): void {
  history.replaceState(state, "", href);
  dispatchEvent(new PopStateEvent("popstate", { state }));
}

test("going back names no record, view or file of a workspace that was locked", () => {
  const { result } = renderHook(() => useRoute());
  act(() => navigate({ screen: "companies", id: "c1", params: { view: "v1" } }));
  const before = history.state;
  act(() => navigate({ screen: "settings", id: "data" }));
  act(() => goBackTo("#/companies/c1?view=v1", before));
  expect(result.current).toEqual({ screen: "companies", id: "c1", params: { view: "v1" } });

  act(forgetWorkspace);
  expect(result.current).toEqual({ screen: "companies", params: {} });
  act(() => goBackTo("#/companies/c1?view=v1", before));
  expect(result.current).toEqual({ screen: "companies", params: {} });
  act(() => goBackTo("#/import?file=%2Fhome%2Fl%C3%A9a%2Fa.csv", before));
  expect(location.hash).toBe("#/import");
  act(() => navigate({ screen: "companies", id: "c2" }));
  act(() => goBackTo("#/companies/c2", history.state));
  expect(result.current.id).toBe("c2");
});
