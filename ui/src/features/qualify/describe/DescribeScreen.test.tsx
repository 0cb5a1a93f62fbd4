import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fail, mockApp } from "../../../../test/app";
import { show, violations } from "../../../../test/render";
import { QUALIFY_ANSWERS } from "../../../../test/screens/scores";
import DescribeScreen from "./index";

const VIEW = { id: "i1", name: "Industrial SMEs", version: 3 };

/** Shows the screen; gives what was saved. */
async function open() {
  const saved: Record<string, unknown>[] = [];
  const returned: unknown[] = [];
  mockApp({
    ...(QUALIFY_ANSWERS as Record<string, () => unknown>),
    jobs_list: () => [],
    countries_list: () => ["BE", "CH", "FR", "US"],
    history_list: () => [{ id: "c9", at: "", author: null, label: "icp_save", args: {}, state: "done" }],
    icp_save: ({ json }) => {
      const what = JSON.parse(json as string) as Record<string, unknown>;
      if (what.name === "") fail("description_malformed", { reason: "no_name", value: "" });
      saved.push(what);
      return VIEW;
    },
    icp_try: () => ({
      prospects: 12_340,
      up: 40,
      down: 1_310,
      grades: [{ grade: "A", prospects: 823 }],
      moves: [],
    }),
    icp_return: ({ input }) => {
      returned.push(input);
      return VIEW;
    },
  });
  const { container } = await show(<DescribeScreen />);
  return { user: userEvent.setup(), container, saved, returned };
}

test("an ideal customer is changed in a form, saved, and everybody is scored", async () => {
  const { user, container, saved } = await open();
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  const name = await screen.findByLabelText("Name");
  await user.clear(name);
  await user.click(screen.getByRole("button", { name: "Save and score" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(/nothing was saved/);
  await user.type(name, "Makers");
  await user.click(screen.getByRole("button", { name: "Save and score" }));
  expect(await screen.findByText("2,140")).toBeVisible();
  expect(saved).toEqual([
    {
      name: "Makers",
      industries: ["C"],
      employees: { min: 20, max: 250 },
      countries: ["FR", "BE"],
      functions: ["operations"],
    },
  ]);
  expect(await violations(container)).toEqual([]);
});

test("choices are made by their names, each stands as a chip, and codes are what is saved", async () => {
  const { user, container, saved } = await open();
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  const [industries] = await screen.findAllByRole("combobox", { name: "Industries" });
  expect(screen.getByRole("button", { name: "Remove “Manufacturing”" })).toBeVisible();
  await user.type(industries as HTMLElement, "softw");
  await screen.findByRole("option", { name: /^Software/ });
  await user.keyboard("{ArrowDown}{Enter}");
  await user.click(screen.getByRole("button", { name: "Remove “Manufacturing”" }));
  const [countries] = screen.getAllByRole("combobox", { name: "Countries" });
  await user.type(countries as HTMLElement, "switz");
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("button", { name: "Remove “Switzerland”" })).toBeVisible();
  await user.type(countries as HTMLElement, "Atlantis{Enter}");
  expect(countries).toHaveValue("Atlantis");
  await user.clear(countries as HTMLElement);
  expect(screen.getByRole("button", { name: "Remove “Operations”" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "501–1,000" }));
  await user.type(screen.getByRole("combobox", { name: "Technologies in use" }), "SAP{Enter}Odoo{Enter}");
  await user.click(screen.getByRole("button", { name: "Save and score" }));
  await screen.findByText("2,140");
  expect(saved[0]).toEqual({
    name: "Industrial SMEs",
    industries: ["62.01"],
    employees: { min: 20, max: 1000 },
    countries: ["FR", "BE", "CH"],
    technologies: ["SAP", "Odoo"],
    functions: ["operations"],
  });
  expect(await violations(container)).toEqual([]);
});

test("what saving would do is shown before", async () => {
  const { user, saved } = await open();
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  await user.click(await screen.findByRole("button", { name: "Show the effect" }));
  expect(await screen.findByText("40 would move up, 1,310 down. Nothing is saved yet.")).toBeVisible();
  expect(screen.getByText("823")).toBeVisible();
  expect(saved).toEqual([]);
});

test("a former version is returned to", async () => {
  const { user, returned } = await open();
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  await user.click(await screen.findByRole("button", { name: "Return to it" }));
  expect(await screen.findByText("Version 1 is in force again")).toBeVisible();
  expect(returned).toEqual([{ id: "i1", version: 1 }]);
});

test("an example fills the form of what is not described yet", async () => {
  const { user } = await open();
  const offers = screen.getByRole("region", { name: "Offers" });
  await user.click(await within(offers).findByRole("button", { name: "Example: Consulting" }));
  expect(screen.getByLabelText("Name")).toHaveValue("Consulting");
  expect(screen.getByLabelText("Price of the first year")).toHaveValue("25000");
});
