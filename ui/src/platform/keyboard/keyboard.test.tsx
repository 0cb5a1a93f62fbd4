import { act, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setPreferences } from "../preferences";
import {
  activeCommands,
  type Command,
  chordOf,
  isSingleKey,
  listenForShortcuts,
  runCommand,
  useCommands,
} from ".";

function Commands({ commands }: { commands: readonly Command[] }) {
  useCommands(commands);
  return null;
}

const command = (id: string, keys: readonly string[], more: Partial<Command> = {}): Command => ({
  id,
  group: "general",
  title: { text: id },
  keys,
  run: vi.fn<() => void>(),
  ...more,
});

const press = (key: string, more: Partial<KeyboardEventInit> = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...more });

let stop: () => void;
beforeEach(() => {
  setPreferences({ singleKeys: true });
  stop = listenForShortcuts();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

describe("a chord", () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  test("names keys alike on every keyboard", () => {
    expect(chordOf({ ...plain, key: "K", ctrlKey: true })).toBe("mod+k");
    expect(chordOf({ ...plain, key: "J", shiftKey: true })).toBe("shift+j");
    expect(chordOf({ ...plain, key: "?", shiftKey: true })).toBe("?");
    expect(chordOf({ ...plain, key: "ArrowLeft", altKey: true })).toBe("alt+left");
    expect(chordOf({ ...plain, key: " " })).toBe("space");
  });
  test("is a single key when plain characters give it", () => {
    expect(["x", "g p", "shift+j", "?"].every(isSingleKey)).toBe(true);
    expect(["mod+k", "f2", "enter", "alt+left"].some(isSingleKey)).toBe(false);
  });
});

describe("shortcuts", () => {
  test("act, also as a sequence", () => {
    const one = command("one", ["x"]);
    const two = command("two", ["g p"]);
    render(<Commands commands={[one, two]} />);
    press("x");
    press("g");
    press("p");
    press("p");
    expect(one.run).toHaveBeenCalledOnce();
    expect(two.run).toHaveBeenCalledOnce();
  });

  test("a sequence waits a moment only", () => {
    vi.useFakeTimers();
    const two = command("two", ["g p"]);
    render(<Commands commands={[two]} />);
    press("g");
    vi.advanceTimersByTime(1500);
    press("p");
    expect(two.run).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  test("single keys do nothing while text is typed, or when they are switched off", () => {
    const one = command("one", ["x"]);
    const two = command("two", ["mod+k"]);
    render(<Commands commands={[one, two]} />);
    const field = document.body.appendChild(document.createElement("input"));
    press("x", {}, field);
    press("k", { ctrlKey: true }, field);
    setPreferences({ singleKeys: false });
    press("x");
    press("k", { ctrlKey: true });
    expect(one.run).not.toHaveBeenCalled();
    expect(two.run).toHaveBeenCalledTimes(2);
  });

  test("leave a field the keys that edit text, and a button its own", () => {
    const all = command("all", ["mod+a"]);
    const open = command("open", ["enter"]);
    render(<Commands commands={[all, open]} />);
    const field = document.body.appendChild(document.createElement("textarea"));
    const button = document.body.appendChild(document.createElement("button"));
    expect(press("a", { ctrlKey: true }, field)).toBe(true);
    expect(press("Enter", {}, button)).toBe(true);
    expect(all.run).not.toHaveBeenCalled();
    expect(open.run).not.toHaveBeenCalled();
    expect(press("Enter")).toBe(false);
    expect(open.run).toHaveBeenCalledOnce();
  });

  test("wait while a dialog is open", () => {
    const one = command("one", ["x"]);
    const everywhere = command("two", ["f6"], { everywhere: true });
    render(<Commands commands={[one, everywhere]} />);
    const dialog = document.body.appendChild(document.createElement("div"));
    dialog.setAttribute("role", "dialog");
    dialog.dataset.state = "open";
    press("x");
    press("F6");
    expect(one.run).not.toHaveBeenCalled();
    expect(everywhere.run).toHaveBeenCalledOnce();
  });
});

describe("the registry", () => {
  test("holds commands while their component is shown; a newer one with the same id hides the older", () => {
    const older = command("open", ["enter"]);
    const newer = command("open", ["enter"]);
    render(<Commands commands={[older]} />);
    const { unmount } = render(<Commands commands={[newer]} />);
    act(() => runCommand("open"));
    expect(newer.run).toHaveBeenCalledOnce();
    expect(older.run).not.toHaveBeenCalled();
    unmount();
    act(() => runCommand("open"));
    expect(older.run).toHaveBeenCalledOnce();
    expect(activeCommands()).toHaveLength(1);
  });

  test("gives the newest function without registering again", () => {
    const first = command("save", ["mod+s"]);
    const second = command("save", ["mod+s"]);
    const { rerender } = render(<Commands commands={[first]} />);
    const before = activeCommands();
    rerender(<Commands commands={[second]} />);
    expect(activeCommands()).toBe(before);
    press("s", { ctrlKey: true });
    expect(second.run).toHaveBeenCalledOnce();
  });

  test("does not give a command that cannot be given", () => {
    const off = command("off", ["x"], { enabled: false });
    render(<Commands commands={[off]} />);
    press("x");
    runCommand("off");
    expect(off.run).not.toHaveBeenCalled();
  });
});
