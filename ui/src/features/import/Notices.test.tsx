import { act, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { makeQueryClient } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { mockApp } from "../../../test/app";
import { show, violations } from "../../../test/render";
import { FIELDS, FILE, PAST } from "../../../test/screens/imports";
import ImportScreen from ".";
import { forget } from "./session/store";

afterEach(() => act(forget));

test("a name that belies the file is told where the file is shown, what was left out where its columns are", async () => {
  mockApp({
    import_inspect: () => ({
      ...FILE,
      notices: [
        { code: "named_workbook_is_text", args: { file: "a.xlsx", extension: "xlsx" } },
        { code: "columns_left_out", args: { columns: "9900", limit: "100" } },
      ],
    }),
    import_inspect_stop: () => null,
    imports_list: () => PAST,
    fields_list: () => FIELDS,
  });
  act(() => navigate({ screen: "import", params: { file: FILE.path } }));
  const { container } = await show(<ImportScreen />, "en", makeQueryClient());
  expect(await screen.findByText(/The name of a\.xlsx ends in \.xlsx, but it is a text file/)).toBeVisible();
  expect(screen.queryByText(/Columns left out/)).toBeNull();
  expect(await violations(container)).toEqual([]);
});
