import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { UndoInput } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { show, violations } from "../../../test/render";
import { type Answers, fakeApp, SUMMARY } from "../../../test/screens/fake";
import { HISTORY, PREVIEW, RECORD_ANSWERS } from "../../../test/screens/records";
import HistoryScreen from "./index";
import { UndoCenter } from "./undo/UndoCenter";

const stops: (() => void)[] = [];
const UNTOUCHED = { ...PREVIEW, records_kept: 0, cells_kept: 0 };

async function openHistory(answers: Answers = {}) {
  const undone: UndoInput[] = [];
  fakeApp({
    ...RECORD_ANSWERS,
    workspace_summary: () => ({ ...SUMMARY, redo: HISTORY[3] ?? null }),
    history_undo: ((input: UndoInput) => {
      undone.push(input);
      return input.edited === "keep" ? UNTOUCHED : PREVIEW;
    }) as never,
    ...answers,
  });
  stops.push(listenForShortcuts());
  const { container } = await show(
    <>
      <HistoryScreen />
      <UndoCenter />
    </>,
  );
  await screen.findByText("Changed Stage of Karim Benali");
  return { user: userEvent.setup(), undone, root: container };
}

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

describe("the history", () => {
  it("tells every change in a sentence, without accessibility faults", async () => {
    const { root } = await openHistory();
    expect(screen.getByText("Set Owner to “Léa Martin” on 12,408 records")).toBeInTheDocument();
    expect(screen.getByText("Undone for good")).toBeInTheDocument();
    const tagged = screen.getByText("Added the tag “Salon Lyon” to 214 records").closest("li");
    expect(within(tagged as HTMLElement).getByText("Nadia Roy")).toBeInTheDocument();
    expect(screen.getAllByText("You")).toHaveLength(HISTORY.length - 1);
    expect(await violations(root)).toEqual([]);
  });

  it("undoes a change that nothing was built on at once", async () => {
    const { user, undone } = await openHistory({ history_undo_preview: () => UNTOUCHED });
    await user.click(screen.getByRole("button", { name: "Undo: Added the tag “Salon Lyon” to 214 records" }));
    await waitFor(() => expect(undone).toEqual([{ change: PREVIEW.change.id, edited: "keep" }]));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("offers to make the very change again that was taken back, unless that is for good", async () => {
    const redone: unknown[] = [];
    const taken = (state: "undone" | "gone") => ({ ...UNTOUCHED, change: { ...PREVIEW.change, state } });
    let state: "undone" | "gone" = "undone";
    const { user } = await openHistory({
      history_undo_preview: () => UNTOUCHED,
      history_undo: () => taken(state),
      history_redo: ((change: unknown) => {
        redone.push(change);
        return UNTOUCHED;
      }) as never,
    });
    await user.keyboard("{Control>}z{/Control}");
    await user.click(await screen.findByRole("button", { name: "Redo" }));
    await waitFor(() => expect(redone).toEqual([PREVIEW.change.id]));
    const toasts = await screen.findAllByText(/^Undone: /);
    state = "gone";
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(screen.getAllByText(/^Undone: /).length).toBeGreaterThan(toasts.length));
    expect(screen.queryByRole("button", { name: "Redo" })).not.toBeInTheDocument();
  });

  it("asks what becomes of records that were edited since", async () => {
    const { user, undone } = await openHistory();
    await user.keyboard("{Control>}z{/Control}");
    const question = await screen.findByRole("dialog", { name: "Undo “Imported Salon Lyon.csv”?" });
    expect(within(question).getByText("3 records were edited since or are in use.")).toBeInTheDocument();
    await user.click(within(question).getByRole("radio", { name: /^Remove everything/ }));
    await user.click(within(question).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(undone).toEqual([{ change: PREVIEW.change.id, edited: "remove" }]));
    await waitFor(() => expect(question).not.toBeInTheDocument());
    expect(
      screen.getByText("Undone: Imported Salon Lyon.csv · 2 values were edited since and stay"),
    ).toBeInTheDocument();
  });

  it("offers redo for the change that would be made again next", async () => {
    await openHistory();
    expect(screen.getAllByRole("button", { name: /^Redo: / })).toHaveLength(1);
    expect(screen.getByRole("button", { name: "Redo: Archived 1 record" })).toBeInTheDocument();
  });

  it("says so when there is nothing to undo", async () => {
    const { user } = await openHistory({
      history_undo_preview: () => {
        throw { code: "nothing_to_undo", field: null, args: {}, report: "" };
      },
    });
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Nothing to undo")).toBeInTheDocument();
  });
});
