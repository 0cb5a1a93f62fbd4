import type { FileView } from "~/ipc";

/** Lines that a preview holds at most; a shorter one shows the whole file. */
const PREVIEW_LINES = 50;

/** What a line of a file is. */
export type LineRole = "preamble" | "header" | "row" | "footer" | "blank";

/** What each line of the preview is. */
export function lineRoles({ preview, layout }: Pick<FileView, "preview" | "layout">): readonly LineRole[] {
  const { preamble_rows, header_rows, footer_rows } = layout;
  const body = preamble_rows + header_rows;
  const whole = preview.length < PREVIEW_LINES;
  const end = whole ? Math.max(body, preview.length - footer_rows) : preview.length;
  return preview.map((cells, line) => {
    if (line < preamble_rows) return "preamble";
    if (line < body) return "header";
    if (line >= end) return "footer";
    return cells.length === 0 ? "blank" : "row";
  });
}
