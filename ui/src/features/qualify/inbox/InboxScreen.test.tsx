import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type InboxRow, type JudgeSignals, type ListInbox, makeQueryClient, refreshOnChange } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { currentRoute } from "~/platform/navigation";
import { forgetWorkspace } from "~/platform/session";
import { handleUndo } from "~/platform/undo";
import { show, violations } from "../../../../test/render";
import { fakeApp } from "../../../../test/screens/fake";
import { inboxOf, WAITING } from "../../../../test/screens/inbox";
import { emit } from "../../../../test/tauri";
import InboxScreen from "./index";

const stops: (() => void)[] = [];
beforeEach(() => forgetWorkspace());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Shows the inbox; what is judged goes from it. */
async function open(start: readonly InboxRow[] = WAITING) {
  let rows = start;
  const judged: JudgeSignals[] = [];
  const asked: ListInbox[] = [];
  fakeApp({
    signals_inbox: ((input: ListInbox) => {
      asked.push(input);
      return inboxOf(rows, input);
    }) as never,
    signals_judge: ((input: JudgeSignals) => {
      judged.push(input);
      const all = input.all_of ? inboxOf(rows, { query: input.all_of, offset: 0, limit: 100 }).rows : [];
      const gone = new Set([...input.signals, ...all.map(({ signal }) => signal.id)]);
      rows = rows.filter(({ signal }) => !gone.has(signal.id));
      emit("changed", { kinds: ["signals"] });
      return gone.size;
    }) as never,
    history_list: () => [
      { id: "c1", at: "", author: null, label: "signals_reject", args: {}, state: "done" },
    ],
  });
  const client = makeQueryClient();
  stops.push(refreshOnChange(client), listenForShortcuts());
  const { container } = await show(<InboxScreen />, "en", client);
  return { user: userEvent.setup(), container, judged, asked };
}

const options = () => screen.findAllByRole("option");

test("a signal stands with its words, whom it is about and what it does", async () => {
  const { container } = await open();
  const [budget, funding, against] = await options();
  expect(budget).toHaveTextContent("Budget stated");
  expect(budget).toHaveTextContent("Anne Martin · Directrice des opérations · Acier du Rhône");
  expect(budget).toHaveTextContent("Le budget de 40 000 €");
  expect(within(budget as HTMLElement).getByRole("img", { name: "Grade A" })).toBeVisible();
  expect(budget).toHaveTextContent("without it: 61");
  expect(funding).toHaveTextContent("Acme · counts for 4 prospects");
  expect(against).toHaveTextContent("speaks against");
  expect(await violations(container)).toEqual([]);
});

test("with the keys one is rejected, the next stands in its place, and the way back names that change", async () => {
  const undone: (string | null)[] = [];
  stops.push(handleUndo((change) => undone.push(change)));
  const { user, judged } = await open();
  await options();
  screen.getByRole("listbox").focus();
  await user.keyboard("j");
  await user.keyboard("r");
  await waitFor(async () => expect(await options()).toHaveLength(3));
  expect(judged).toEqual([{ signals: ["w2"], all_of: null, verdict: "reject" }]);
  expect(screen.getByRole("status", { name: "" })).toHaveTextContent("Signal 2 of 3");
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(undone).toEqual(["c1"]);
  await user.keyboard("o");
  expect(currentRoute()).toMatchObject({ screen: "prospects", id: "prospect-3" });
});

test("several are judged at once: chosen one by one, or all of what is shown", async () => {
  const { user, judged } = await open();
  await options();
  screen.getByRole("listbox").focus();
  await user.keyboard("x{ArrowDown} ");
  await user.click(screen.getByRole("button", { name: /^Accept 2/ }));
  await waitFor(async () => expect(await options()).toHaveLength(2));
  expect(judged[0]).toEqual({ signals: ["w1", "w2"], all_of: null, verdict: "accept" });
  await user.click(screen.getByRole("tab", { name: /^Need/ }));
  await waitFor(async () => expect(await options()).toHaveLength(1));
  await user.keyboard("{Control>}a{/Control}");
  await user.click(screen.getByRole("button", { name: /^Reject 1/ }));
  await screen.findByText("No such signal waits");
  expect(judged[1]).toEqual({
    signals: [],
    all_of: { order: "newest", dimension: "N", source: null },
    verdict: "reject",
  });
});

test("it is filtered by source and ordered by strength", async () => {
  const { user, asked } = await open();
  await options();
  await user.click(screen.getByRole("combobox", { name: "By source" }));
  await user.click(screen.getByRole("option", { name: /^press/ }));
  await waitFor(async () => expect(await options()).toHaveLength(1));
  await user.click(screen.getByRole("combobox", { name: "Order" }));
  await user.click(screen.getByRole("option", { name: "Strongest first" }));
  await waitFor(() =>
    expect(asked.at(-1)?.query).toEqual({ order: "strongest", dimension: null, source: "press" }),
  );
});

test("where nothing waits, it is said what comes here and how", async () => {
  const { container } = await open([]);
  expect(await screen.findByText("No signal waits for you")).toBeVisible();
  expect(screen.getByText(/the same words are not found again/)).toBeVisible();
  expect(await violations(container)).toEqual([]);
});
