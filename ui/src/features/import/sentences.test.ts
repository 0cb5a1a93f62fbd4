import { beforeAll, describe, expect, test } from "vitest";
import { formatsFor, LANGUAGES, startLanguage, switchLanguage, translate } from "~/i18n";
import { issueSentence, noteSentence, noticeSentence, reasonSentence } from "./sentences";

/** The codes that the app gives, with the arguments that come with them. */
const REASONS: Record<string, Record<string, string>> = {
  matched_email: {},
  matched_linkedin: { title: "" },
  matched_phone: { title: "Anne Martin" },
  two_matches: {},
  nothing_new: {},
  same_row: {},
  policy_skip: {},
  empty_row: {},
  comment: {},
  header_again: {},
  no_identity: {},
  company_only: {},
  too_many_cells: { found: "33", expected: "31" },
  cell_too_large: { bytes: "104857600", limit: "1048576", column: "City" },
  undecodable: { count: "2" },
  nul_bytes: { count: "2", column: "3" },
  shared_address: {},
};
/** Those of rows that may be about somebody of an earlier row. */
const IN_FILE = ["matched_email", "matched_linkedin", "matched_phone", "nothing_new", "policy_skip"];
const EMAIL = "empty no_at no_local_part no_domain several space dot not_ascii local_part domain too_long";
const PHONE = "empty no_number digits_lost no_country invalid";
const ISSUES = [
  "outcome_unknown",
  "outcome_day_none",
  "outcome_day_future",
  ...EMAIL.split(" ").map((problem) => `email_${problem}`),
  ...PHONE.split(" ").map((problem) => `phone_${problem}`),
  ..."linkedin_no_profile linkedin_no_company url_none country_unknown number_none".split(" "),
  ..."date_none date_impossible row_unclosed_quote row_stray_quote row_mixed_encoding row_utf8 nul_bytes".split(
    " ",
  ),
];
const NOTES: Record<string, Record<string, string>> = {
  too_many_cells: { found: "33", expected: "31" },
  too_few_cells: { found: "3", expected: "31" },
  cell_too_large: { bytes: "104857600", limit: "1048576", column: "City" },
  unclosed_quote: {},
  stray_quote: {},
  comment: {},
  header_again: {},
  undecodable_bytes: { count: "2" },
  mixed_encoding: { count: "2", encoding: "UTF-8" },
  nul_bytes: { count: "2", column: "City" },
};

beforeAll(() => startLanguage("en"));

describe.each(LANGUAGES)("in %s", (language) => {
  const format = formatsFor(language);
  const isSentence = (text: string) => !/import\.|%\{|undefined|\(\w+_\w+\)/.test(text) && text.length > 5;

  test("every code of the app has a sentence without holes", async () => {
    await switchLanguage(language);
    const sentences = [
      ...Object.entries(REASONS).map(([code, args]) => reasonSentence(code, args, translate, format)),
      ...IN_FILE.map((code) => reasonSentence(code, { earlier_row: "12" }, translate, format)),
      ...Object.entries(NOTES).map(([code, args]) => noteSentence(code, args, translate, format)),
      noticeSentence("columns_left_out", { columns: "9900", limit: "100" }, translate, format),
      noticeSentence("garbled_before", { value: "LefÃ¨vre", meant: "Lefèvre" }, translate, format),
      noticeSentence("named_workbook_is_text", { file: "a.xlsx", extension: "xlsx" }, translate, format),
      noticeSentence(
        "named_otherwise_is_workbook",
        { file: "a.csv", extension: "csv", format: "XLSX" },
        translate,
        format,
      ),
      ...ISSUES.map((code) => issueSentence(code, translate)),
    ];
    expect(sentences.filter((text) => !isSentence(text))).toEqual([]);
  });

  test("an unknown code is told with the code", async () => {
    await switchLanguage(language);
    expect(reasonSentence("new_one", {}, translate, format)).toContain("new_one");
    expect(issueSentence("new_one", translate)).toContain("new_one");
  });
});

test("a reason names the record where it is known, and numbers as a person writes them", async () => {
  await switchLanguage("en");
  const format = formatsFor("en");
  expect(reasonSentence("matched_email", { title: "Anne Martin" }, translate, format)).toBe(
    "Same e-mail address as Anne Martin",
  );
  expect(reasonSentence("two_matches", { first: "Anne", second: "" }, translate, format)).toBe(
    "Leads to two prospects; nothing is written until you decide",
  );
  expect(reasonSentence("matched_email", { earlier_row: "1200", title: "Anne" }, translate, format)).toBe(
    "Same e-mail address as row 1,200",
  );
  const large = { bytes: "104857600", limit: "9", column: "2024" };
  expect(reasonSentence("cell_too_large", large, translate, format)).toBe(
    "The cell in the column “2024” has 104,857,600 bytes; the limit is 9",
  );
});
