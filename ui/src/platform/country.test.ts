import { expect, test } from "vitest";
import { guessCountry } from "./country";

test.each([
  [["en-US"], "Europe/Paris", "en", "FR"],
  [["fr-CA", "fr"], "UTC", "fr", "CA"],
  [["fr", "en-GB"], "UTC", "fr", "GB"],
  [["en"], "UTC", "en", "US"],
  [["fr"], "", "fr", "FR"],
  [["zh-Hant-TW"], "Asia/Taipei", "en", "TW"],
])("languages %j at %s in %s seem to be in %s", (languages, timeZone, language, country) => {
  expect(guessCountry(language, { languages, timeZone })).toBe(country);
});
