import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { CalibrationView } from "~/ipc";
import { currentRoute } from "~/platform/navigation";
import { forgetWorkspace } from "~/platform/session";
import { show, violations } from "../../../../test/render";
import { FEW, NO_OUTCOMES, PROVEN, UNPROVEN } from "../../../../test/screens/calibration";
import { fakeApp } from "../../../../test/screens/fake";
import CalibrationScreen from "./index";
import { topOf } from "./scale";

beforeEach(() => forgetWorkspace());

async function open(made: CalibrationView, language: "en" | "fr" = "en") {
  fakeApp({ calibration_show: () => made });
  const { container } = await show(<CalibrationScreen />, language);
  return { user: userEvent.setup(), container };
}

test("scores that are proven show their figures, a curve and a table, and what each grade is worth", async () => {
  const { user, container } = await open(PROVEN);
  expect(await screen.findByRole("heading", { name: "Scores tell who buys" })).toBeVisible();
  const figures = screen.getByRole("region", { name: "Figures" });
  expect(figures).toHaveTextContent("4,200");
  expect(figures).toHaveTextContent("310 of them converted");
  expect(figures).toHaveTextContent("0.8630.839 to 0.887");
  expect(figures).toHaveTextContent("0.0110.008 to 0.025");
  expect(figures).toHaveTextContent("on the newest 1,260 outcomes, of which 93 converted");
  expect(screen.getByRole("img", { name: /^Reliability curve of 10 groups/ })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Show as table" }));
  const curve = screen.getByRole("region", { name: "Do chances hold?" });
  const last = within(curve).getAllByRole("row").at(-1);
  expect(last).toHaveTextContent("26.5%26.2%19.3% to 34.5%126");
  const grades = within(screen.getByRole("region", { name: "What a grade is worth" })).getAllByRole("row");
  expect(grades[1]).toHaveTextContent("28.1%24.6% to 31.8%412118");
  expect(await violations(container)).toEqual([]);
});

test("too few outcomes say how many are missing and how they come", async () => {
  const { user, container } = await open(FEW, "fr");
  expect(await screen.findByRole("heading", { name: "Pas encore assez de données" })).toBeVisible();
  expect(screen.getByText("46 sur 200, il en manque 154")).toBeVisible();
  expect(screen.getByText("9 sur 30, il en manque 21")).toBeVisible();
  expect(screen.getByText("37 : assez")).toBeVisible();
  expect(screen.queryByRole("img", { name: /Courbe/ })).toBeNull();
  expect(screen.getByRole("region", { name: "Ce que vaut une classe" })).toBeVisible();
  expect(await violations(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Importer des résultats" }));
  expect(currentRoute().screen).toBe("import");
});

test("without an outcome no grade is given a chance", async () => {
  await open(NO_OUTCOMES);
  expect(await screen.findByText("0 of 200, 200 missing")).toBeVisible();
  expect(screen.queryByRole("region", { name: "What a grade is worth" })).toBeNull();
});

test("a score that tells nothing is said to be unproven", async () => {
  const { container } = await open(UNPROVEN);
  expect(await screen.findByRole("heading", { name: "No proven signal" })).toBeVisible();
  expect(screen.getByText(/51% of all cases: that may be chance/)).toBeVisible();
  expect(await violations(container)).toEqual([]);
});

test("the scale ends where the groups do", () => {
  expect(topOf(PROVEN.bins)).toBe(0.4);
  expect(topOf([])).toBe(0.04);
});
