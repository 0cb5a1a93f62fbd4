import { type Formats, hasMessage, type Translate } from "~/i18n";
import type { ImportedRow } from "~/ipc";

type Args = Record<string, string>;

/** The arguments of a sentence with numbers as a person writes them. */
function readable(args: Args, format: Formats): Record<string, string> {
  const numbers = Object.entries(args).map(([name, value]) => {
    // A column may be called by a number.
    const isNumber = name !== "column" && /^\d+$/.test(value);
    return [name, isNumber ? format.number(Number(value)) : value] as const;
  });
  return Object.fromEntries(numbers);
}

/** The arguments of a reason, with the names of the prospects that it speaks of. */
export function reasonArgs({ args, prospect, candidates }: ImportedRow): Args {
  const [first, second] = candidates;
  return {
    ...(prospect && { title: prospect.title }),
    ...(first && second && { first: first.prospect.title, second: second.prospect.title }),
    ...args,
  };
}

/** Why a row came out as it did. Names the earlier row of the file, or the records where they are known. */
export function reasonSentence(code: string, args: Args, t: Translate, format: Formats): string {
  const inFile = `import.reasons_in_file.${code}`;
  if (args.earlier_row && hasMessage(inFile)) return t(inFile, readable(args, format));
  const named = `import.reasons_named.${code}`;
  const isNamed = Object.values(args).every(Boolean) && Object.keys(args).length > 0;
  if (isNamed && hasMessage(named)) return t(named, args);
  const key = `import.reasons.${code}`;
  return hasMessage(key) ? t(key, readable(args, format)) : t("import.reason_unknown", { code });
}

/** What is odd about the values of a column. */
export function issueSentence(code: string, t: Translate): string {
  const key = `import.issues.${code}`;
  return hasMessage(key) ? t(key) : t("import.issue_unknown", { code });
}

/** What is odd about a row. */
export function noteSentence(code: string, args: Args, t: Translate, format: Formats): string {
  const key = `import.notes.${code}`;
  return hasMessage(key) ? t(key, readable(args, format)) : t("import.issue_unknown", { code });
}

/** Whether a notice is about the file itself, not about where its columns go. */
export function isAboutFile({ code }: { code: string }): boolean {
  return code !== "columns_left_out";
}

/** What is to be known of a file as a whole. */
export function noticeSentence(code: string, args: Args, t: Translate, format: Formats): string {
  const key = `import.notices.${code}`;
  return hasMessage(key) ? t(key, readable(args, format)) : t("import.issue_unknown", { code });
}

/** What a column of a file is called. */
export function columnName(header: string | undefined, column: number, t: Translate): string {
  return header?.trim() || t("import.columns.unnamed", { n: column + 1 });
}
