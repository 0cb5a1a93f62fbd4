import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { App } from "~/app/App";
import { switchLanguage } from "~/i18n";
import { addTexts, textsOf } from "~/i18n/texts/store";
import { makeQueryClient, refreshOnChange } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { forgetWorkspace } from "~/platform/session";
import { type Answers, allAnswers, fakeApp } from "./screens/fake";
import { SCENES, type Scene } from "./screens/scenes";
import type { Step } from "./screens/steps";

/** What is not translated and no app answers: the names of the product, of languages and of countries. */
const NAMES = ["AI Sales Agent", "English", "Français", "United States", "Belgium"];

/** Scenes full of names that no app answers: encodings, with a sample of each. */
const FULL_OF_NAMES: readonly string[] = ["import_encoding"];

/** Every text in brackets: one without them was written into the code. */
beforeAll(async () => {
  await switchLanguage("en");
  for (const [key, text] of [...textsOf("en")]) addTexts("en", { [key]: `⟦${text}⟧` });
});

const stops: (() => void)[] = [];
beforeEach(() => {
  forgetWorkspace();
  localStorage.clear();
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  cleanup();
});

/** All texts in an answer of the app. */
function textsIn(answer: unknown, into: Set<string>): void {
  if (typeof answer === "string") into.add(answer);
  else if (Array.isArray(answer)) for (const one of answer) textsIn(one, into);
  else if (answer && typeof answer === "object") for (const one of Object.values(answer)) textsIn(one, into);
}

/** The answers of a scene, and all texts that they gave. */
function heard(answers: Answers): { answers: Answers; data: Set<string> } {
  const data = new Set<string>(NAMES);
  const listening = Object.entries(allAnswers(answers)).map(([command, answer]) => {
    const listen = (...input: never[]) => {
      const given = answer(...input);
      if (given instanceof Promise) void given.then((later) => textsIn(later, data));
      else textsIn(given, data);
      return given;
    };
    return [command, listen] as const;
  });
  return { answers: Object.fromEntries(listening), data };
}

/** A text without those that stand in brackets, also inside each other. */
function withoutBrackets(text: string): string {
  const less = text.replace(/⟦[^⟦⟧]*⟧/g, "");
  return less === text ? text : withoutBrackets(less);
}

/** All that a person reads or hears that stands in no brackets and is no answer of the app. */
function hardCoded(data: ReadonlySet<string>): string[] {
  const words = new Set([...data].flatMap((text) => text.toLowerCase().match(/\p{L}+/gu) ?? []));
  const initials = new Set([...words].map((word) => word[0]));
  const ofData = (word: string) =>
    words.has(word.toLowerCase()) ||
    // An avatar, or a unit and a month as the computer writes them.
    (word.length <= 2 && [...word].every((letter) => initials.has(letter.toLowerCase()))) ||
    /^(now|last|next|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|am|pm|sec|min|kb|mb|gb|days?|weeks?|months?|hours?|ago|yesterday)$/i.test(
      word,
    );
  const heardTexts = [...document.body.querySelectorAll("*")].flatMap((element) => {
    if (element.closest("kbd, [translate=no], [lang]:not(html)")) return [];
    const attributes = ["aria-label", "placeholder", "title", "alt", "aria-valuetext"];
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return [
      ...attributes.map((name) => element.getAttribute(name) ?? ""),
      ...own.map((node) => node.textContent ?? ""),
    ];
  });
  return heardTexts
    .map(withoutBrackets)
    .filter((text) => (text.match(/\p{L}+/gu) ?? []).some((word) => !ofData(word)));
}

async function take(user: ReturnType<typeof userEvent.setup>, step: Step): Promise<void> {
  if ("press" in step) {
    const [key = "", held] = step.press.split("+").reverse();
    const one = key.length > 1 ? `{${key === "Space" ? " " : key}}` : key;
    await user.keyboard(held ? `{${held}>}${one}{/${held}}` : one);
  } else {
    const [selector = "", place = "0"] = ("click" in step ? step.click : step.fill).split(" >> nth=");
    await user.click(
      await waitFor(
        () => {
          const element = document.querySelectorAll<HTMLElement>(selector)[Number(place)];
          if (!element) throw new Error(`nothing is at ${selector}`);
          return element;
        },
        { timeout: 10_000 },
      ),
    );
    if ("fill" in step) await user.keyboard(step.text);
  }
  await rest();
}

const turn = () => act(() => new Promise((done) => setTimeout(done, 20)));

/** Waits until the window stands still. */
async function rest(): Promise<void> {
  let before = "";
  for (let still = 0; still < 3; ) {
    await turn();
    const now = document.body.innerHTML;
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

async function showScene({ at = "#/prospects", answers = {}, steps = [] }: Scene): Promise<Set<string>> {
  const { answers: known, data } = heard(answers);
  fakeApp(known);
  history.replaceState(null, "", at);
  const client = makeQueryClient();
  stops.push(refreshOnChange(client), listenForShortcuts());
  render(<App client={client} />);
  await screen.findByRole("main");
  await rest();
  const user = userEvent.setup();
  for (const step of steps) {
    // What is typed is no text of the window.
    if ("fill" in step) data.add(step.text);
    await take(user, step);
  }
  return data;
}

describe("no text is written into the code", () => {
  test.each(Object.keys(SCENES).filter((name) => !FULL_OF_NAMES.includes(name)))("%s", async (name) => {
    const data = await showScene(SCENES[name] ?? {});
    expect(screen.queryAllByText(/⟦/).length).toBeGreaterThan(0);
    expect(hardCoded(data)).toEqual([]);
  });
});
