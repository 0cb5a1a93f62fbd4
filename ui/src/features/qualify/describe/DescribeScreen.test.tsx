import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { EditDescription } from "~/ipc";
import { currentRoute } from "~/platform/navigation";
import { fail, mockApp } from "../../../../test/app";
import { show, violations } from "../../../../test/render";
import { QUALIFY_ANSWERS, TRIED } from "../../../../test/screens/scores";
import { useDescribing } from "./drafts";
import DescribeScreen from "./index";

type Asked = { name: string; employees?: { max?: number }; weights?: object };

const VIEW = { id: "i1", name: "Industrial SMEs", version: 3 };

beforeEach(() => useDescribing.setState({ shown: null, drafts: {} }));

/** Shows the screen; gives what was saved. */
async function open(tried: (what: Asked) => unknown = () => TRIED) {
  const saved: Record<string, unknown>[] = [];
  const returned: unknown[] = [];
  mockApp({
    ...(QUALIFY_ANSWERS as Record<string, () => unknown>),
    jobs_list: () => [],
    countries_list: () => ["BE", "CH", "FR", "US"],
    history_list: () => [{ id: "c9", at: "", author: null, label: "icp_save", args: {}, state: "done" }],
    icp_save: ({ input }) => {
      const what = JSON.parse((input as EditDescription).json) as Record<string, unknown>;
      if (what.name === "") fail("description_malformed", { reason: "no_name", value: "" });
      saved.push(what);
      return VIEW;
    },
    icp_try: ({ input }) => tried(JSON.parse((input as EditDescription).json) as Asked),
    icp_return: ({ input }) => {
      returned.push(input);
      return VIEW;
    },
  });
  const { container, unmount } = await show(<DescribeScreen />);
  return { user: userEvent.setup(), container, unmount, saved, returned };
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
  expect(await screen.findByText("12,340 prospects were scored")).toBeVisible();
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
  await screen.findByText("12,340 prospects were scored");
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

test("what saving would do is shown while editing, with who moves", async () => {
  const { user, container, saved } = await open();
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  expect(await screen.findByText("61 would move up, 1,310 down. Nothing is saved yet.")).toBeVisible();
  expect(screen.getByText("12,340 prospects")).toBeVisible();
  const [a] = screen.getAllByText("823");
  expect(a?.closest("li")).toHaveTextContent("A812823");
  const movers = screen.getByRole("list", { name: "Who would move, the largest change first" });
  expect(within(movers).getAllByRole("button")).toHaveLength(4);
  expect(screen.getByText("The first 4 of 1,371")).toBeVisible();
  expect(saved).toEqual([]);
  expect(await violations(container)).toEqual([]);
  await user.type(screen.getByLabelText("Employees to"), "0");
  await user.click(within(movers).getByRole("button", { name: /Léa Martin/ }));
  expect(currentRoute()).toMatchObject({ screen: "prospects", id: "prospect-1" });
});

test("counts are stale while they are made anew, and an answer that comes too late is not shown", async () => {
  const answers = new Map<number, (tried: unknown) => void>();
  const { user } = await open(({ employees }) => {
    const most = employees?.max ?? 0;
    if (most === 250) return TRIED;
    return new Promise((answer) => answers.set(most, answer));
  });
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  const shown = (await screen.findByText("12,340 prospects")).closest("[data-current]");
  await waitFor(() => expect(shown).toHaveAttribute("data-current", "true"));
  const most = screen.getByLabelText("Employees to");
  await user.type(most, "0");
  expect(shown).toHaveAttribute("data-current", "false");
  await waitFor(() => expect(answers.has(2_500)).toBe(true));
  await user.type(most, "0");
  await waitFor(() => expect(answers.has(25_000)).toBe(true));
  answers.get(2_500)?.({ ...TRIED, prospects: 1 });
  answers.get(25_000)?.({ ...TRIED, prospects: 12_341 });
  expect(await screen.findByText("12,341 prospects")).toBeVisible();
  expect(screen.queryByText("1 prospect")).toBeNull();
});

test("what cannot be is said in the place of the counts, and what is mended counts again", async () => {
  const { user } = await open(({ weights }) => {
    if (weights !== undefined) fail("description_malformed", { reason: "no_weight", value: "" });
    return TRIED;
  });
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  await screen.findByText("12,340 prospects");
  const weight = screen.getByLabelText("Industry");
  await user.type(weight, "0");
  expect(await screen.findByRole("alert")).toHaveTextContent("All weights are zero");
  expect(screen.queryByText("12,340 prospects")).toBeNull();
  await user.clear(weight);
  expect(await screen.findByText("12,340 prospects")).toBeVisible();
});

test("what was written is there again after another screen, until it is discarded", async () => {
  const { user, unmount } = await open();
  await user.click(await screen.findByRole("button", { name: "Industrial SMEs" }));
  await user.type(await screen.findByLabelText("Name"), " 2");
  unmount();
  await open();
  expect(await screen.findByLabelText("Name")).toHaveValue("Industrial SMEs 2");
  expect(screen.getByRole("button", { name: "Industrial SMEs · not saved" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.getByLabelText("Name")).toHaveValue("Industrial SMEs");
});

test("examples are offered beside what is described already", async () => {
  const { user } = await open();
  await screen.findByRole("button", { name: "Industrial SMEs" });
  await user.click(screen.getByRole("button", { name: "New ideal customer" }));
  await user.click(await screen.findByRole("menuitem", { name: "Business services" }));
  expect(screen.getByLabelText("Name")).toHaveValue("Business services");
});

test("descriptions that cannot be read are told as such", async () => {
  mockApp({
    ...(QUALIFY_ANSWERS as Record<string, () => unknown>),
    jobs_list: () => [],
    icps_list: () => fail("internal"),
  });
  await show(<DescribeScreen />);
  expect(await screen.findByRole("alert")).toHaveTextContent("went wrong");
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
