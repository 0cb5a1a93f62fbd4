import { act, render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";
import { hasMessage, type MessageKey, switchLanguage, translate, useFormat, useT } from ".";
import { formatsFor } from "./format";
import { addTexts } from "./texts/store";

beforeEach(() => switchLanguage("en"));

function Part() {
  const t = useT();
  const format = useFormat();
  return <p>{`${t("settings.security.after_minutes", { count: 5 })} ${format.number(1234.5)}`}</p>;
}

/** With plain spaces in the place of narrow and unbreakable ones. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("the language of the window", () => {
  test("changes at once, without a new start", async () => {
    render(<Part />);
    expect(screen.getByText("After 5 minutes 1,234.5")).toBeVisible();
    await act(() => switchLanguage("fr"));
    expect(screen.getByText("Après 5 minutes 1 234,5")).toBeVisible();
    expect(document.documentElement.lang).toBe("fr");
  });

  test("chooses the plural and shows the number formatted", () => {
    expect(translate("shell.job.more", { count: 1 })).toBe("1 more");
    expect(translate("shell.job.more", { count: 12_340 })).toBe("12,340 more");
  });

  test("French has a form of its own for whole millions", async () => {
    await switchLanguage("fr");
    expect(translate("shell.job.more", { count: 0 })).toBe("0 autre");
    expect(plain(translate("shell.job.more", { count: 1_500_000 }))).toBe("1 500 000 autres");
    expect(plain(translate("shell.job.more", { count: 1_000_000 }))).toBe("1 000 000 d’autres");
  });
});

describe("values in placeholders", () => {
  const key = "probe.values" as MessageKey;

  test("stay as they are, whatever they look like", () => {
    addTexts("en", { probe: { values: "«%{x}» 100% {{first_name}} %{y} $t(b)" } });
    for (const x of ["%{n}", "%{y}", "$t(b)", "$&", "$1", "{{x}}", "<b>é&</b>"]) {
      expect(translate(key, { x, y: "Y" })).toBe(`«${x}» 100% {{first_name}} Y $t(b)`);
    }
  });

  test("that nobody gave leave their place visible", () => {
    expect(translate(key, { x: "a" })).toBe("«a» 100% {{first_name}} %{y} $t(b)");
  });
});

test("a key without a text is given as it is, and known to have none", () => {
  expect(translate("errors.no_such_code" as MessageKey)).toBe("errors.no_such_code");
  expect(hasMessage("errors.no_such_code")).toBe(false);
  expect(hasMessage("errors.disk_full")).toBe(true);
  expect(hasMessage("shell.job.more")).toBe(true);
});

describe("numbers, dates and sizes", () => {
  const now = new Date("2026-11-12T12:00:00Z");

  test.each([
    ["en", "2 minutes ago", "yesterday", "1.5 MB", "2 min 5 sec", "71%"],
    ["fr", "il y a 2 minutes", "hier", "1,5 Mo", "2 min 5 s", "71 %"],
  ] as const)("read as in %s", (language, minutes, day, size, duration, percent) => {
    const format = formatsFor(language);
    expect(format.relative(now.getTime() - 120_000, now)).toBe(minutes);
    expect(format.relative(now.getTime() - 86_400_000, now)).toBe(day);
    expect(plain(format.fileSize(1_500_000))).toBe(size);
    expect(plain(format.duration(125))).toBe(duration);
    expect(plain(format.percent(0.71))).toBe(percent);
  });

  test("have whole units only where they are", () => {
    const format = formatsFor("en");
    expect(format.duration(0)).toBe("0 sec");
    expect(format.duration(0.43)).toBe("0.4 sec");
    expect(format.duration(0.01)).toBe("0.1 sec");
    expect(format.duration(3600)).toBe("1 hr");
    expect(format.fileSize(0)).toBe("0 byte");
    expect(format.fileSize(999_950_000_000_000)).toContain("TB");
  });
});
