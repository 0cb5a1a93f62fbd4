import { usePreferences } from "../preferences";
import { chordOf, isSingleKey } from "./chords";
import { activeCommands, type Command } from "./registry";

/** How long the second key of `G P` may take, in ms. */
const SEQUENCE_MS = 1200;
/** What Ctrl does with text while it is typed. */
const TEXT_KEYS = new Set(["mod+a", "mod+c", "mod+v", "mod+x", "mod+y", "mod+z", "mod+shift+z"]);
/** Keys that a focused control needs for itself. */
const CONTROL_KEYS = new Set(["enter", "space", "up", "down", "left", "right", "home", "end", "tab"]);

function isTyping(target: Element): boolean {
  return target.matches(
    "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]",
  );
}

function isControl(target: Element): boolean {
  return (
    target.closest("button, a[href], input, select, textarea, [role=menu], [role=listbox], [role=tab]") !==
    null
  );
}

function isOverlaid(): boolean {
  return document.querySelector("[role=dialog][data-state=open], [role=menu][data-state=open]") !== null;
}

function reacts(command: Command, keys: string, target: Element): boolean {
  if (command.enabled === false) return false;
  const last = keys.split("+").at(-1) ?? keys;
  if (CONTROL_KEYS.has(last) && keys !== "mod+enter" && isControl(target)) return false;
  if (isSingleKey(keys) && (isTyping(target) || !usePreferences.getState().singleKeys)) return false;
  if (command.everywhere) return true;
  if (isTyping(target) && (!keys.includes("mod+") || TEXT_KEYS.has(keys))) return false;
  return !isOverlaid();
}

/** Listens for the shortcuts of all registered commands. */
export function listenForShortcuts(): () => void {
  let prefix = "";
  let timer = 0;

  const forget = () => {
    prefix = "";
    clearTimeout(timer);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.defaultPrevented ||
      event.isComposing ||
      ["Shift", "Control", "Alt", "Meta"].includes(event.key)
    )
      return;
    const target = event.target instanceof Element ? event.target : document.body;
    const typed = prefix ? `${prefix} ${chordOf(event)}` : chordOf(event);
    forget();
    let begins = false;
    // The newest command wins: a screen may use a key that the shell uses elsewhere.
    for (const command of activeCommands().toReversed()) {
      for (const keys of command.keys ?? []) {
        if (keys === typed && reacts(command, keys, target)) {
          event.preventDefault();
          command.run();
          return;
        }
        begins ||= keys.startsWith(`${typed} `) && reacts(command, keys, target);
      }
    }
    if (begins) {
      event.preventDefault();
      prefix = typed;
      timer = window.setTimeout(forget, SEQUENCE_MS);
    }
  };

  document.addEventListener("keydown", onKeyDown);
  return () => {
    forget();
    document.removeEventListener("keydown", onKeyDown);
  };
}
