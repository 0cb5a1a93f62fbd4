import { type Formats, type Translate, useFormat, useT } from "~/i18n";
import type { SourceView } from "~/ipc";

/** Where a value comes from, in words: the file and its row, or a person, and the day. */
export function sourceWords(source: SourceView, t: Translate, format: Formats): string {
  const date = format.date(source.at);
  if (source.kind !== "import") return t(`records.source.${source.kind}`, { date });
  const file = source.file ?? "";
  if (source.row === null) return t("records.source.import_file", { file, date });
  return t("records.source.import", { file, row: format.number(source.row), date });
}

/** Where a value comes from. */
export function SourceText({ source }: { source: SourceView }) {
  const t = useT();
  const format = useFormat();
  return <>{sourceWords(source, t, format)}</>;
}
