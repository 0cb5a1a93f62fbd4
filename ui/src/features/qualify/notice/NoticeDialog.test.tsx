import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { NoticeOf } from "~/ipc";
import { makeQueryClient, refreshOnChange } from "~/ipc";
import { mockApp } from "../../../../test/app";
import { show, violations } from "../../../../test/render";
import { noticeIn } from "../../../../test/screens/scores";
import { emit } from "../../../../test/tauri";
import { NoticeDialog } from "./NoticeDialog";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test("the notice is read in either language, and who is responsible is said once", async () => {
  let responsible: string | null = null;
  mockApp({
    notice_show: ({ input }) => ({ ...noticeIn(input as NoticeOf), responsible }),
    responsible_set: ({ text }) => {
      responsible = text as string;
      emit("changed", { kinds: ["settings"] });
      return null;
    },
  });
  const client = makeQueryClient();
  stops.push(refreshOnChange(client));
  await show(<NoticeDialog prospect="p1" onClose={() => undefined} />, "en", client);
  const user = userEvent.setup();
  const dialog = await screen.findByRole("dialog", { name: "Notice" });
  expect(await within(dialog).findByText(/Head of Procurement/)).toBeVisible();
  expect(await violations(dialog)).toEqual([]);
  const keep = within(dialog).getByRole("button", { name: "Use in notices" });
  expect(keep).toBeDisabled();
  await user.type(within(dialog).getByLabelText("Who is responsible"), "Durand SARL");
  await user.click(keep);
  await waitFor(() => expect(responsible).toBe("Durand SARL"));
  await user.click(within(dialog).getByRole("tab", { name: "Français" }));
  expect(await within(dialog).findByText(/Directrice des achats/)).toBeVisible();
  expect(within(dialog).getByRole("article")).toHaveAttribute("lang", "fr");
  await user.click(within(dialog).getByRole("button", { name: "Copy" }));
  expect(await navigator.clipboard.readText()).toBe("Notice sur l’évaluation automatisée");
});
