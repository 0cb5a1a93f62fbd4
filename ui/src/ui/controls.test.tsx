import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { show, violations } from "../../test/render";
import { initialsOf } from "./Avatar";
import { Button } from "./Button";
import { Checkbox, CheckboxField } from "./Checkbox";
import { Dialog } from "./Dialog";
import { Field } from "./Field";
import { Input } from "./Input";
import { Menu, MenuItem } from "./Menu";
import { Popover } from "./Popover";
import { Meter, Progress } from "./Progress";
import { SearchField } from "./SearchField";
import { type Option, Select } from "./Select";
import { Steps } from "./Steps";
import { Tabs } from "./Tabs";
import { toastUndo } from "./toast";

const FEW: readonly Option[] = [
  { value: "fill", label: "Fill in what is empty" },
  { value: "update", label: "Update" },
  { value: "skip", label: "Skip", disabled: true },
  { value: "create", label: "Create" },
];
const MANY: readonly Option[] = Array.from({ length: 40 }, (_, i) => ({
  value: `f${i}`,
  label: `Champ n° ${i}`,
})).concat([{ value: "company", label: "Société" }]);

function Choice({ options }: { options: readonly Option[] }) {
  const [value, setValue] = useState<string | undefined>(undefined);
  return (
    <>
      <Select aria-label="Policy" value={value} onValue={setValue} options={options} />
      <output>{value}</output>
    </>
  );
}

const VIEWS = [
  { id: "a", label: "All" },
  { id: "b", label: "New" },
];

function Views() {
  const [active, setActive] = useState("a");
  return <Tabs label="Views" tabs={VIEWS} active={active} onActive={setActive} />;
}

function Search({ onLeave }: { onLeave: () => void }) {
  const [value, setValue] = useState("");
  return <SearchField label="Search prospects" value={value} onValue={setValue} onLeave={onLeave} />;
}

describe("Select", () => {
  test("opens by key, moves past what cannot be chosen, chooses, and gives the focus back", async () => {
    const { container } = await show(<Choice options={FEW} />);
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard("{ArrowDown}");
    const list = await screen.findByRole("listbox");
    await waitFor(() => expect(list).toHaveFocus());
    expect(await violations(container)).toEqual([]);
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const active = list.getAttribute("aria-activedescendant") ?? "";
    expect(document.getElementById(active)).toHaveTextContent("Create");
    await user.keyboard("{Enter}");
    expect(screen.getByRole("combobox", { name: "Policy" })).toHaveTextContent("Create");
    expect(container.querySelector("output")).toHaveTextContent("create");
    await waitFor(() => expect(screen.getByRole("combobox", { name: "Policy" })).toHaveFocus());
  });

  test("finds an option by its first letters", async () => {
    await show(<Choice options={FEW} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("combobox", { name: "Policy" }));
    await waitFor(() => expect(screen.getByRole("listbox")).toHaveFocus());
    await user.keyboard("upd{Enter}");
    expect(screen.getByRole("combobox", { name: "Policy" })).toHaveTextContent("Update");
  });

  test("a long list is searched without regard to accents", async () => {
    await show(<Choice options={MANY} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("combobox", { name: "Policy" }));
    await user.type(await screen.findByRole("combobox", { name: "Search" }), "societe");
    expect(screen.getAllByRole("option")).toHaveLength(1);
    await user.keyboard("{Enter}");
    expect(screen.getByRole("combobox", { name: "Policy" })).toHaveTextContent("Société");
  });

  test("says when nothing is found", async () => {
    await show(<Choice options={MANY} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("combobox", { name: "Policy" }));
    await user.type(await screen.findByRole("combobox", { name: "Search" }), "zzz");
    expect(screen.getByText("Nothing found")).toBeVisible();
  });
});

describe("Checkbox", () => {
  test("has three states", async () => {
    const onChecked = vi.fn();
    const { rerender } = render(<Checkbox aria-label="All" checked="mixed" onChecked={onChecked} />);
    expect(screen.getByRole("checkbox")).toBePartiallyChecked();
    await userEvent.click(screen.getByRole("checkbox"));
    expect(onChecked).toHaveBeenCalledWith(true);
    rerender(<Checkbox aria-label="All" checked onChecked={onChecked} />);
    expect(screen.getByRole("checkbox")).toBeChecked();
  });

  test("is explained by its hint", () => {
    render(<CheckboxField label="Keep" hint="On paper." checked={false} onChecked={() => undefined} />);
    expect(screen.getByRole("checkbox", { name: "Keep" })).toHaveAccessibleDescription("On paper.");
  });
});

test("Field ties label, hint and error to its control", async () => {
  const { container } = await show(
    <Field label="Name" hint="As printed" error="Too long">
      <Input />
    </Field>,
  );
  const control = screen.getByRole("textbox", { name: "Name" });
  expect(control).toBeInvalid();
  expect(control).toHaveAccessibleDescription("As printed Too long");
  expect(await violations(container)).toEqual([]);
});

test("Tabs are moved through by the arrows, around the ends", async () => {
  const { container } = await show(<Views />);
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard("{ArrowRight}");
  expect(screen.getByRole("tab", { name: "New" })).toHaveFocus();
  await user.keyboard("{ArrowRight}");
  expect(screen.getByRole("tab", { name: "All", selected: true })).toHaveFocus();
  expect(await violations(container)).toEqual([]);
});

test("SearchField: Esc empties it first and then leaves it", async () => {
  const onLeave = vi.fn();
  await show(<Search onLeave={onLeave} />);
  const user = userEvent.setup();
  const field = screen.getByRole("searchbox", { name: "Search prospects" });
  await user.type(field, "dup");
  await user.keyboard("{Escape}");
  expect(field).toHaveValue("");
  expect(onLeave).not.toHaveBeenCalled();
  await user.keyboard("{Escape}");
  expect(onLeave).toHaveBeenCalledOnce();
});

test("Menu runs what is chosen by key", async () => {
  const onSelect = vi.fn();
  await show(
    <Menu trigger={<Button>More</Button>}>
      <MenuItem onSelect={() => undefined}>First</MenuItem>
      <MenuItem onSelect={onSelect}>Second</MenuItem>
    </Menu>,
  );
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard("{Enter}");
  await screen.findByRole("menu");
  await user.keyboard("{ArrowDown}{Enter}");
  expect(onSelect).toHaveBeenCalledOnce();
});

test("Dialog begins in its first field and closes by Esc", async () => {
  const onOpen = vi.fn();
  await show(
    <Dialog open onOpen={onOpen} title="Restore this backup?" description="It takes the place.">
      <Input aria-label="Word" />
    </Dialog>,
  );
  const dialog = screen.getByRole("dialog", { name: "Restore this backup?" });
  expect(within(dialog).getByRole("textbox")).toHaveFocus();
  expect(await violations(dialog)).toEqual([]);
  await userEvent.keyboard("{Escape}");
  expect(onOpen).toHaveBeenCalledWith(false);
});

const FIELDS = ["City", "Country"].map((label) => ({ value: label, label }));

function OpenedByKey() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <main tabIndex={-1} data-pane="content" onKeyDown={({ key }) => key === "f" && setOpen(true)} />
      <Popover open={open} onOpen={setOpen} label="Filter" trigger={<Button>Add</Button>}>
        <Select aria-label="Field" value={undefined} onValue={() => undefined} options={FIELDS} defaultOpen />
      </Popover>
    </>
  );
}

test("a list of choices in what a key opened gives the focus back step by step", async () => {
  await show(<OpenedByKey />);
  const user = userEvent.setup();
  act(() => screen.getByRole("main").focus());
  await user.keyboard("f");
  expect(await screen.findByRole("option", { name: "City" })).toBeVisible();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("combobox", { name: "Field" })).toHaveFocus());
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
});

test("a busy button keeps its name and does nothing", async () => {
  const onClick = vi.fn();
  await show(
    <Button busy onClick={onClick}>
      Save
    </Button>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(onClick).not.toHaveBeenCalled();
  expect(screen.getByRole("button")).toHaveAttribute("aria-busy", "true");
});

test("what is not known is said so, not shown as nothing", async () => {
  await show(
    <>
      <Progress label="Import" share={null} />
      <Meter label="Timing" share={null} text="unknown" />
    </>,
  );
  expect(screen.getByRole("progressbar", { name: "Import" })).not.toHaveAttribute("aria-valuenow");
  expect(screen.getByRole("meter", { name: "Timing" })).toHaveAttribute("aria-valuetext", "unknown");
});

test("Steps lead back to what is done", async () => {
  const onStep = vi.fn();
  const steps = ["File", "Columns", "Check"].map((label) => ({ id: label, label }));
  const { container } = await show(<Steps label="Import" steps={steps} current="Columns" onStep={onStep} />);
  await userEvent.click(screen.getByRole("button", { name: "File" }));
  expect(onStep).toHaveBeenCalledWith("File");
  expect(screen.getByText("Columns").closest("li")).toHaveAttribute("aria-current", "step");
  expect(await violations(container)).toEqual([]);
});

describe("a toast", () => {
  test("offers to take back, waits while it is pointed at, and goes", async () => {
    await show(<p>Screen</p>);
    vi.useFakeTimers();
    const undo = vi.fn();
    act(() => void toastUndo("12 prospects archived", undo));
    const card = screen.getByText("12 prospects archived").closest("li");
    act(() => void vi.advanceTimersByTime(9000));
    expect(card).toBeVisible();
    act(() => screen.getByRole("button", { name: "Undo" }).focus());
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.getByText("12 prospects archived")).toBeVisible();
    act(() => screen.getByRole("button", { name: "Undo" }).click());
    expect(undo).toHaveBeenCalledOnce();
    expect(screen.queryByText("12 prospects archived")).toBeNull();
    vi.useRealTimers();
  });
});

test.each([
  ["Élodie Lefèvre", "ÉL"],
  ["Marie-Claude Tremblay", "MT"],
  ["  ", ""],
  ["k.benali@x.fr", "KF"],
  ["李 小龙", "李小"],
  ["Acme", "A"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
