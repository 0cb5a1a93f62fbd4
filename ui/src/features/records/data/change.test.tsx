import { act, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { mockApp } from "../../../../test/app";
import { show } from "../../../../test/render";
import { editField } from "./change";

test.each([
  ["en", "Job title is kept as typed: No @ in the address"],
  ["fr", "Fonction\u00a0: gardé tel quel. Il manque le @"],
] as const)("an odd value is kept as typed and told in %s", async (language, sentence) => {
  mockApp({
    record_edit: () => ({
      changed: 1,
      change: "c1",
      notices: [{ field: "job_title", value: "x", code: "email_no_at" }],
    }),
  });
  await show(<main />, language);
  await act(async () => expect(await editField("prospect", "p1", "job_title", "x")).toBe(true));
  expect(await screen.findByText(sentence, { normalizer: (text) => text })).toBeVisible();
});
