import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "../../test/render";
import { Dialog } from "./Dialog";
import { toast } from "./toast";

test("who puts a notice away leaves the dialog below it open", async () => {
  const left = vi.fn();
  await show(
    <Dialog open onOpen={left} title="A question">
      <input aria-label="Answer" />
    </Dialog>,
    "en",
  );
  act(() => void toast({ text: "Done" }));
  const notices = screen.getByRole("region", { name: "Notifications", hidden: true });
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  await user.click(within(notices).getByRole("button", { name: "Dismiss", hidden: true }));
  expect(left).not.toHaveBeenCalled();
  expect(within(notices).queryByText("Done")).toBeNull();
  await user.click(document.body);
  expect(left).toHaveBeenCalledWith(false);
});
