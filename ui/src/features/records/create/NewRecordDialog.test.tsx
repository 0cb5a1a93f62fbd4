import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { DraftRecord, NewRecordInput } from "~/ipc";
import { currentRoute, navigate } from "~/platform/navigation";
import { forgetWorkspace } from "~/platform/session";
import { show, violations } from "../../../../test/render";
import { type Answers, fakeApp } from "../../../../test/screens/fake";
import { RECORD_ANSWERS } from "../../../../test/screens/records";
import { ProspectsScreen } from "../index";

async function openForm(answers: Answers = {}, language: "en" | "fr" = "en") {
  fakeApp({ ...RECORD_ANSWERS, ...answers });
  const shown = await show(<ProspectsScreen />, language);
  await screen.findByText("Karim Benali");
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: language === "en" ? "New prospect" : /Nouveau/ }));
  return { user, shown, dialog: await screen.findByRole("dialog") };
}

const likely = () => within(screen.getByRole("dialog")).queryAllByRole("listitem");

beforeEach(() => {
  forgetWorkspace();
  navigate({ screen: "prospects" });
});

describe("a new record that is here already", () => {
  it("is named with why, in either language, without accessibility faults", async () => {
    const { user, dialog } = await openForm();
    expect(within(dialog).getByText(/named here while you type/)).toBeVisible();
    await user.type(within(dialog).getByLabelText("First name"), "karim");
    await user.type(within(dialog).getByLabelText("Last name"), "BENALI");
    await waitFor(() => expect(likely()).toHaveLength(2));
    expect(likely()[0]).toHaveTextContent("Karim BenaliGérant · Atelier Benali98.7%");
    expect(likely()[0]).toHaveTextContent("Phone: same number · Last name: the same, written differently");
    expect(likely()[1]).toHaveTextContent(/^K. BenaliAtelier BenaliE-?mail: the same$/i);
    expect(await violations(dialog)).toEqual([]);
  });

  it("is named in French", async () => {
    const { user, dialog } = await openForm({}, "fr");
    await user.type(within(dialog).getByLabelText("Prénom"), "karim");
    await user.type(within(dialog).getByLabelText("Nom"), "BENALI");
    await waitFor(() => expect(likely()).toHaveLength(2));
    expect(dialog).toHaveTextContent("Il s’agit peut-être de");
    expect(likely()[0]?.textContent).toContain("Téléphone\u00a0: ");
  });

  it("is asked for when typing rests, and an answer that comes late is not shown", async () => {
    const asked: DraftRecord[] = [];
    const answers: ((found: unknown) => void)[] = [];
    const { user, dialog } = await openForm({
      record_like: ((input: DraftRecord) => {
        asked.push(input);
        return input.values.length === 0 ? [] : new Promise((done) => answers.push(done));
      }) as never,
    });
    const named = (title: string) => [
      { record: { id: "p", title, subtitle: "" }, probability: 0.9, evidence: [] },
    ];
    await user.type(within(dialog).getByLabelText("First name"), "kar");
    await waitFor(() => expect(answers).toHaveLength(1));
    await user.type(within(dialog).getByLabelText("First name"), "im");
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(asked.map(({ values }) => values[0]?.value)).toEqual([undefined, "kar", "karim"]);
    await act(async () => answers[1]?.(named("Later")));
    await act(async () => answers[0]?.(named("Earlier")));
    expect(likely()).toHaveLength(1);
    expect(likely()[0]).toHaveTextContent("Later");
  });

  it("never keeps anybody from making it", async () => {
    const made: NewRecordInput[] = [];
    const { user, dialog } = await openForm({
      record_like: () => {
        throw { code: "internal", field: null, args: {}, report: "1" };
      },
      record_create: ((input: NewRecordInput) => {
        made.push(input);
        return { id: "new", notices: [] };
      }) as never,
    });
    await user.type(within(dialog).getByLabelText("First name"), "Karim");
    await user.click(within(dialog).getByRole("button", { name: "Create" }));
    await waitFor(() => expect(made).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("is opened by keys, and what was written waits", async () => {
    const { user, dialog } = await openForm();
    await user.type(within(dialog).getByLabelText("First name"), "karim");
    await user.type(within(dialog).getByLabelText("Last name"), "BENALI");
    await waitFor(() => expect(likely()).toHaveLength(2));
    const line = within(likely()[0] as HTMLElement).getByRole("button");
    for (let tabs = 0; document.activeElement !== line && tabs < 12; tabs++) await user.tab();
    expect(line).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(currentRoute()).toMatchObject({ screen: "prospects", id: "prospect-0" });
    await user.click(await screen.findByRole("button", { name: "Go on writing" }));
    const again = await screen.findByRole("dialog");
    expect(within(again).getByLabelText("First name")).toHaveValue("karim");
    expect(within(again).getByLabelText("Last name")).toHaveValue("BENALI");
    // Whoever cancels begins anew.
    await user.click(within(again).getByRole("button", { name: "Cancel" }));
    await user.click(screen.getByRole("button", { name: "New prospect" }));
    expect(within(await screen.findByRole("dialog")).getByLabelText("First name")).toHaveValue("");
  });
});
