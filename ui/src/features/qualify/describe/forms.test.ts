import { expect, test } from "vitest";
import { jsonOf, textsOf } from "./forms";

const ICP = {
  name: "Industrial SMEs",
  industries: ["25", "28"],
  employees: { min: 20, max: 250 },
  countries: ["FR"],
  exclude: { domains: ["rival.example"] },
  weights: { industry: 40 },
  score: { icp_percent: 40 },
};

test("a form gives back what it was filled with, and keeps what it does not show", () => {
  const texts = textsOf("icp", ICP);
  expect(texts.industries).toBe("25\n28");
  expect(JSON.parse(jsonOf("icp", texts, ICP))).toEqual(ICP);
});

test("what is emptied is left out, numbers are read with spaces", () => {
  const texts = {
    ...textsOf("icp", ICP),
    industries: " \n",
    "employees.min": "",
    "revenue.min": "1 000 000",
  };
  const made = JSON.parse(jsonOf("icp", texts, ICP)) as Record<string, unknown>;
  expect(made.industries).toBeUndefined();
  expect(made.employees).toEqual({ max: 250 });
  expect(made.revenue).toEqual({ min: 1_000_000 });
  expect(JSON.parse(jsonOf("offer", {}, {}))).toEqual({ name: "" });
});
