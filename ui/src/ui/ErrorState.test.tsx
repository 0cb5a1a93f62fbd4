import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { translate } from "~/i18n";
import { CommandError, type ErrorCode } from "~/ipc";
import { show, violations } from "../../test/render";
import { ErrorBoundary } from "./ErrorBoundary";
import { ErrorState } from "./ErrorState";
import { errorKind, errorSentence } from "./errors";

const error = (code: ErrorCode, args: Record<string, string> = {}) =>
  new CommandError({ code, field: null, args, report: "r-17" });

describe("an error", () => {
  test("says what happened, what was kept and what to do", async () => {
    const onRetry = vi.fn();
    const { container } = await show(
      <ErrorState
        error={error("disk_full", { file: "leads.db" })}
        kept="The import was rolled back."
        onRetry={onRetry}
      />,
    );
    expect(screen.getByRole("alert")).toHaveTextContent("The disk is full: leads.db could not be written.");
    expect(screen.getByText("The import was rolled back.")).toBeVisible();
    expect(screen.getByText("Free some disk space, then try again.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
    expect(await violations(container)).toEqual([]);
  });

  test("copies its code and the number of its log line, no data", async () => {
    const user = userEvent.setup();
    await show(<ErrorState error={error("disk_full", { file: "léa.csv" })} />);
    await user.click(screen.getByRole("button", { name: "Copy details" }));
    expect(await navigator.clipboard.readText()).toBe("disk_full\nr-17");
    expect(await screen.findByText("Copied")).toBeVisible();
  });

  test("that nobody foresaw has the general sentence", async () => {
    await show(<ErrorState error={new TypeError("x is undefined")} />);
    expect(screen.getByRole("alert")).toHaveTextContent("Something went wrong inside the app.");
    expect(screen.getByRole("alert")).not.toHaveTextContent("undefined");
  });

  test("adds its reason", async () => {
    await show(<p>Screen</p>, "fr");
    const weak = error("passphrase_weak", { reason: "names" }).detail;
    expect(errorSentence(weak, translate)).toBe(
      "Cette phrase secrète est trop facile à deviner. Les noms sont essayés très tôt.",
    );
  });

  test("calls a field as everywhere else", async () => {
    await show(<p>Screen</p>, "fr");
    const sentence = (field: string) =>
      errorSentence(error("export_cell_too_long", { row: "2", field, limit: "32767" }).detail, translate);
    expect(sentence("job_title")).toContain("le champ Fonction est");
    expect(sentence("custom:nb_de_sites")).toContain("le champ Nb de sites est");
  });

  test("of the user's making is no fault", () => {
    expect(errorKind("passphrase_wrong")).toEqual({ severity: "warning", action: "none" });
    expect(errorKind("never heard of")).toEqual({ severity: "error", action: "retry" });
  });
});

function Fragile({ state }: { state: { broken: boolean } }) {
  if (state.broken) throw new Error("broken");
  return <p>Works</p>;
}

test("a screen that breaks leaves the rest standing and can be tried again", async () => {
  const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const state = { broken: true };
  await show(
    <>
      <p>Sidebar</p>
      <ErrorBoundary>
        <Fragile state={state} />
      </ErrorBoundary>
    </>,
  );
  expect(screen.getByText("Sidebar")).toBeVisible();
  state.broken = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByText("Works")).toBeVisible();
  quiet.mockRestore();
});
