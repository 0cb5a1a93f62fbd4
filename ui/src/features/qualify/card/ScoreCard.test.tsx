import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { NewSignalInput, SignalView } from "~/ipc";
import { makeQueryClient, refreshOnChange } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { handleUndo } from "~/platform/undo";
import { fail, mockApp } from "../../../../test/app";
import { show, violations } from "../../../../test/render";
import { OUTCOME_ANSWERS } from "../../../../test/screens/calibration";
import { EXPLANATION, QUALIFY_ANSWERS, SET_BY_HAND, SIGNALS } from "../../../../test/screens/scores";
import { emit } from "../../../../test/tauri";
import ScoreCard from "./ScoreCard";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const NEWEST = [{ id: "c7", at: "", author: null, label: "signal_reject", args: {}, state: "done" }];

async function open(answers: Record<string, (args: Record<string, unknown>) => unknown> = {}) {
  mockApp({ ...(QUALIFY_ANSWERS as typeof answers), history_list: () => NEWEST, ...answers });
  const client = makeQueryClient();
  stops.push(refreshOnChange(client), listenForShortcuts());
  const { container } = await show(<ScoreCard prospect="p1" />, "en", client);
  await screen.findAllByRole("img", { name: /^Grade A/ });
  return { user: userEvent.setup(), container };
}

test("what is unknown is said to be unknown, with what to ask; confidence stands apart", async () => {
  const { container } = await open();
  expect(screen.getByRole("meter", { name: "Timing" })).toHaveAttribute("aria-valuetext", "unknown");
  expect(screen.getByRole("meter", { name: "Budget" })).toHaveAttribute("aria-valuetext", "78");
  expect(screen.getByText("Ask: When does it have to be in place?")).toBeVisible();
  expect(screen.getByText("Confidence 71%")).toBeVisible();
  expect(screen.getByText("80% of the criteria known")).toBeVisible();
  expect(await violations(container)).toEqual([]);
});

test("behind a sentence stand its words, source and day; the points sum to the score", async () => {
  const { user } = await open();
  const why = screen.getByRole("region", { name: "Why 76" });
  expect(within(why).queryByText(/40 000/)).toBeNull();
  await user.click(within(why).getByRole("button", { name: /^Budget 78/ }));
  expect(within(why).getByText(/40 000/)).toBeVisible();
  expect(within(why).getByText(/^note · .* · 1 week ago$|^note · .* · 2 weeks ago$/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Where the 76 points come from" }));
  const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1, -1);
  const points = rows.map((row) => Number(row.children[1]?.textContent?.replace("−", "-")));
  expect(points.reduce((sum, one) => sum + one, 0)).toBe(EXPLANATION.score.final);
  expect(screen.getByText("without it: 61")).toBeVisible();
});

test("signals are reached with J and K, rejected with R, and the way back names that change", async () => {
  const said: unknown[] = [];
  const undone: (string | null)[] = [];
  stops.push(handleUndo((change) => undone.push(change)));
  let signals: readonly SignalView[] = SIGNALS;
  const { user } = await open({
    signals_list: () => signals,
    signal_reject: ({ id }) => {
      said.push(id);
      signals = SIGNALS.map((one) => (one.id === id ? { ...one, status: "rejected" } : one));
      emit("changed", { kinds: ["signals"] });
      return signals[1];
    },
  });
  await user.keyboard("r");
  expect(said).toEqual([]);
  screen.getByRole("button", { name: /^Budget stated/ }).focus();
  await user.keyboard("j");
  expect(screen.getByRole("button", { name: /^Problem stated/ })).toHaveFocus();
  await user.keyboard("r");
  await waitFor(() => expect(said).toEqual(["s2"]));
  await waitFor(() => expect(screen.getAllByText("rejected")).toHaveLength(2));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(undone).toEqual(["c7"]);
  await user.keyboard("k");
});

test("a signal is noted with its day, its end and their words", async () => {
  const noted: NewSignalInput[] = [];
  const { user } = await open({
    signal_add: ({ input }) => {
      if (noted.push(input as NewSignalInput) === 1) fail("day_in_future", { day: "2999-01-01" });
      return SIGNALS[0];
    },
  });
  await user.click(screen.getByRole("button", { name: /Note a signal/ }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByRole("combobox", { name: "What you learned" })).toHaveFocus();
  await user.type(within(dialog).getByLabelText("Where from"), "call of Monday");
  await user.click(within(dialog).getByRole("combobox", { name: "What you learned" }));
  expect(screen.getAllByRole("option").map(({ textContent }) => textContent)).toContain(
    "No budgetspeaks against",
  );
  await user.click(screen.getByRole("option", { name: "Contract ends" }));
  await user.type(within(dialog).getByLabelText("Date that it is about"), "2027-03-31");
  await user.type(within(dialog).getByLabelText("In their words"), " Notre contrat finit en mars. ");
  await user.click(within(dialog).getByRole("button", { name: "Note it" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("2999-01-01");
  await user.click(within(dialog).getByRole("button", { name: "Note it" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(noted[1]).toMatchObject({
    prospect: "p1",
    code: "contract_end",
    strength: 1,
    until: "2027-03-31",
    quote: "Notre contrat finit en mars.",
    source_name: "call of Monday",
  });
});

test("a score is set by hand with a reason, shown as such, and taken away", async () => {
  const set: unknown[] = [];
  const removed: unknown[] = [];
  let explained = EXPLANATION;
  const { user, container } = await open({
    prospect_explain: () => explained,
    score_set: ({ input }) => {
      set.push(input);
      explained = SET_BY_HAND;
      emit("changed", { kinds: ["scores"] });
      return SET_BY_HAND.score;
    },
    score_unset: ({ prospect }) => {
      removed.push(prospect);
      explained = EXPLANATION;
      emit("changed", { kinds: ["scores"] });
      return EXPLANATION.score;
    },
  });
  await user.keyboard("b");
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByLabelText("Score"), "90");
  await user.type(within(dialog).getByLabelText("Why"), "An order is promised.");
  await user.click(within(dialog).getByRole("button", { name: "Set it" }));
  expect(await screen.findByText(/^Set by hand until/)).toBeVisible();
  expect(set).toEqual([
    {
      prospect: "p1",
      total: 90,
      grade: null,
      reason: "An order is promised.",
      until: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    },
  ]);
  expect(screen.getByText("By what is known: 76 (A)")).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Take it away" }));
  await waitFor(() => expect(screen.queryByText(/^Set by hand until/)).toBeNull());
  expect(removed).toEqual(["p1"]);
});

test("what the score was is drawn and listed, with why it moved since", async () => {
  const asked: unknown[] = [];
  const { user, container } = await open({
    score_moved: ({ input }) => {
      asked.push(input);
      return (QUALIFY_ANSWERS.score_moved as () => unknown)();
    },
  });
  const history = await screen.findByRole("button", { name: "Score history (4)" });
  await user.click(history);
  const line = screen.getByRole("img", { name: /^Score from 41 on .* to 76 today$/ });
  expect(line).toBeVisible();
  const former = screen.getByRole("button", { name: /^79/ });
  expect(former).toHaveTextContent("+21");
  await user.click(former);
  expect(await screen.findByText("+21: “Budget stated” came (note).")).toBeVisible();
  expect(asked).toEqual([{ prospect: "p1", since: expect.any(Number) }]);
  expect(await violations(container)).toEqual([]);
});

test("a text is read: what is found is told with a way back, and where nothing is found the text stays", async () => {
  const read: unknown[] = [];
  const { user } = await open({
    document_read: ({ input }) => {
      read.push(input);
      return { added: read.length === 1 ? [] : [SIGNALS[0]], known: 0, notices: [] };
    },
  });
  await user.keyboard("t");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByLabelText("Text")).toHaveFocus();
  await user.keyboard("Le budget est validé.");
  await user.click(within(dialog).getByRole("button", { name: "Find signals" }));
  expect(await within(dialog).findByText("No signal was found in this text.")).toBeVisible();
  await user.type(within(dialog).getByLabelText("Where from"), "call");
  await user.click(within(dialog).getByRole("button", { name: "Find signals" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(read[1]).toEqual({
    prospect: "p1",
    kind: "reply",
    source: "call",
    text: "Le budget est validé.",
    file: null,
  });
  expect(await screen.findByText("1 signal found")).toBeVisible();
});

test("nobody known: what feeds the score is said", async () => {
  const { container } = await open({ signals_list: () => [] });
  expect(await screen.findByText(/^Nothing has been noted yet/)).toBeVisible();
  expect(await violations(container)).toEqual([]);
});

test("what came of a prospect is noted with W and taken away, and the grade tells its chance", async () => {
  const noted: unknown[] = [];
  const removed: unknown[] = [];
  location.hash = "#/prospects/p1";
  const { user, container } = await open({
    ...(OUTCOME_ANSWERS as typeof QUALIFY_ANSWERS),
    outcomes_note: ({ input }) => {
      noted.push(input);
      return { changed: 1, left_out: 0, change: "c1" };
    },
    outcomes_remove: ({ input }) => {
      removed.push(input);
      return { changed: 1, left_out: 0, change: "c2" };
    },
  });
  const chance = "About 28% of A prospects convert (25% to 32%), by 412 outcomes";
  expect(await screen.findByText(chance)).toBeVisible();
  expect(screen.getAllByRole("img", { name: `Grade A. ${chance}` })[0]).toBeVisible();
  const outcomes = await screen.findByRole("region", { name: "Outcome" });
  await waitFor(() => expect(within(outcomes).getAllByRole("listitem")).toHaveLength(2));
  expect(outcomes).toHaveTextContent("score then: 71 (B)");
  expect(await violations(container)).toEqual([]);
  await user.keyboard("w");
  await user.click(await screen.findByRole("radio", { name: "Lost" }));
  await user.click(screen.getByRole("button", { name: "Note for 1 prospect" }));
  const selection = { kind: "ids", ids: ["p1"] };
  await waitFor(() =>
    expect(noted).toEqual([{ selection, kind: "lost", date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }]),
  );
  await user.click(within(outcomes).getByRole("button", { name: "Take away: Won" }));
  await waitFor(() => expect(removed).toEqual([{ selection, kind: "won" }]));
});
