import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { mockApp } from "../../test/app";
import { emit } from "../../test/tauri";
import { makeQueryClient, refreshOnChange } from "./queries";

type Question = { ask: () => Promise<string> };

function Answer({ ask }: Question) {
  const { data } = useQuery({ queryKey: ["prospects"], queryFn: ask, meta: { kinds: ["prospects"] } });
  return data ?? "none yet";
}

test("a first answer from before a change is not kept", async () => {
  mockApp({});
  const client = makeQueryClient();
  const stop = refreshOnChange(client);
  const waiting: ((answer: string) => void)[] = [];
  render(
    <QueryClientProvider client={client}>
      <Answer ask={() => new Promise((answer) => waiting.push(answer))} />
    </QueryClientProvider>,
  );
  expect(waiting).toHaveLength(1);
  await act(() => emit("changed", { kinds: ["prospects"] }));
  expect(waiting).toHaveLength(2);
  await act(async () => waiting[0]?.("before"));
  expect(screen.getByText("none yet")).toBeVisible();
  await act(async () => waiting[1]?.("after"));
  expect(await screen.findByText("after")).toBeVisible();
  stop();
});
