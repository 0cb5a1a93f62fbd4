import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { CorrectName, NameView } from "~/ipc";
import { show, violations } from "../../../../test/render";
import { fakeApp } from "../../../../test/screens/fake";
import { NameReading } from "./NameReading";

const GUESS: NameView = {
  found: "MARTIN BERNARD",
  title: "",
  first: "Martin",
  middle: "",
  last: "Bernard",
  suffix: "",
  nickname: "",
  corrected: false,
};

async function openForm(asked: CorrectName[] = []) {
  fakeApp({
    name_correct: ((input: CorrectName) => {
      asked.push(input);
      return { changed: 1, change: "c9", notices: [] };
    }) as never,
  });
  await show(
    <dl>
      <NameReading id="p1" name={GUESS} />
    </dl>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Martin Bernard: check how the name is read" }));
  return user;
}

describe("how a name is read", () => {
  it("shows the name as found beside the guess, without accessibility faults", async () => {
    await openForm();
    expect(screen.getByText("MARTIN BERNARD")).toBeVisible();
    expect(screen.getByLabelText("First name")).toHaveValue("Martin");
    expect(await violations(document.body)).toEqual([]);
  });

  it("is corrected by swapping first and last name, and closes", async () => {
    const asked: CorrectName[] = [];
    const user = await openForm(asked);
    await user.click(screen.getByRole("button", { name: "Swap first and last name" }));
    await user.click(screen.getByRole("button", { name: "Read it like this" }));
    await waitFor(() => expect(screen.queryByLabelText("First name")).toBeNull());
    expect(asked).toEqual([
      { id: "p1", title: "", first: "Bernard", middle: "", last: "Martin", suffix: "" },
    ]);
  });

  it("asks for a name when both are empty", async () => {
    const asked: CorrectName[] = [];
    const user = await openForm(asked);
    await user.clear(screen.getByLabelText("First name"));
    await user.clear(screen.getByLabelText("Last name"));
    await user.keyboard("{Enter}");
    expect(screen.getByText("Give a first name or a last name.")).toBeVisible();
    expect(asked).toEqual([]);
  });
});
