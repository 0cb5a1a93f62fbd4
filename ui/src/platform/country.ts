/** Time zones of the countries that people work in most; elsewhere the language of the system tells more. */
const ZONES: Readonly<Record<string, string>> = {
  "Europe/Paris": "FR",
  "Europe/Brussels": "BE",
  "Europe/Luxembourg": "LU",
  "Europe/Zurich": "CH",
  "Europe/Monaco": "MC",
  "Europe/London": "GB",
  "Europe/Dublin": "IE",
  "Europe/Berlin": "DE",
  "Europe/Vienna": "AT",
  "Europe/Amsterdam": "NL",
  "Europe/Madrid": "ES",
  "Europe/Lisbon": "PT",
  "Europe/Rome": "IT",
  "America/Toronto": "CA",
  "America/Montreal": "CA",
  "America/Halifax": "CA",
  "America/Winnipeg": "CA",
  "America/Edmonton": "CA",
  "America/Vancouver": "CA",
  "America/New_York": "US",
  "America/Chicago": "US",
  "America/Denver": "US",
  "America/Los_Angeles": "US",
  "Australia/Sydney": "AU",
  "Africa/Casablanca": "MA",
  "Africa/Tunis": "TN",
  "Africa/Algiers": "DZ",
  "Africa/Dakar": "SN",
  "Africa/Abidjan": "CI",
};

const BY_LANGUAGE: Readonly<Record<string, string>> = { fr: "FR", en: "US" };

type Computer = { languages: readonly string[]; timeZone: string };

const thisComputer = (): Computer => ({
  languages: navigator.languages,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

/** The country that this computer seems to stand in: by its clock, else by its languages (`fr-CA`), else by the language alone. */
export function guessCountry(language: string, { languages, timeZone }: Computer = thisComputer()): string {
  const regions = languages.map((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1]);
  return ZONES[timeZone] ?? regions.find(Boolean) ?? BY_LANGUAGE[language] ?? "FR";
}
