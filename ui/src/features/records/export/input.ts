import type { Entity, ExportFormat, ExportInput, Selection } from "~/ipc";

/** What a person chooses about a file to write. */
export type ExportChoice = {
  format: ExportFormat;
  fields: "shown" | "all";
  byteOrderMark: boolean;
  semicolon: boolean;
};

/** What an export begins with: CSV as Excel reads it in the language of the window. */
export function usualChoice(language: "en" | "fr"): ExportChoice {
  return { format: "csv", fields: "shown", byteOrderMark: true, semicolon: language === "fr" };
}

/** The name to propose for a file: `prospects 2026-11-22.csv`. */
export function fileName(stem: string, format: ExportFormat, day: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${stem} ${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.${format}`;
}

/** What the app is asked to write. */
export function exportInput(
  entity: Entity,
  selection: Selection,
  shown: readonly string[],
  choice: ExportChoice,
  path: string,
): ExportInput {
  return {
    entity,
    selection,
    fields: choice.fields === "shown" ? [...shown] : [],
    format: choice.format,
    path,
    byte_order_mark: choice.format === "csv" && choice.byteOrderMark,
    delimiter: choice.semicolon ? ";" : ",",
  };
}
