import { ChevronDown, Minus, Plus } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { type Translate, useFormat, useT } from "~/i18n";
import type { FileView, LayoutChoice } from "~/ipc";
import { FilterChip } from "~/ui/Chip";
import { IconButton } from "~/ui/IconButton";
import { Input } from "~/ui/Input";
import { Popover } from "~/ui/Popover";
import { type Option, Select } from "~/ui/Select";
import type { Session } from "../session/state";
import { changeLayout } from "../session/store";
import { ENCODINGS, encodingName, readAs, tellingWords } from "./readAs";

const SEPARATORS = [";", ",", "\t", "|"] as const;
const SEPARATOR_NAMES: Readonly<Record<string, Parameters<Translate>[0]>> = {
  ",": "import.file.separators.comma",
  ";": "import.file.separators.semicolon",
  "\t": "import.file.separators.tab",
  "|": "import.file.separators.pipe",
  " ": "import.file.separators.space",
  ":": "import.file.separators.colon",
};

function separatorName(separator: string, t: Translate): string {
  const key = SEPARATOR_NAMES[separator];
  return key ? t(key) : separator;
}

const QUOTES = ['"', "'", ""] as const;
const QUOTE_NAMES: Readonly<Record<string, "double" | "single" | "none">> = {
  '"': "double",
  "'": "single",
  "": "none",
};

type ChoiceChipProps = {
  label: string;
  chosen: string;
  choices: readonly Option[];
  /** What helps to choose, under the choices. */
  help?: string;
  change: (value: string) => Partial<LayoutChoice>;
};

/** A fact about the file that can be chosen anew. */
function ChoiceChip({ label, chosen, choices, help, change }: ChoiceChipProps) {
  const value = choices.find((choice) => choice.value === chosen)?.label ?? chosen;
  return (
    <Select
      aria-label={`${label} ${value}`}
      icon={<span className="text-muted">{label}</span>}
      value={chosen}
      options={choices}
      searchable={false}
      onValue={(next) => next !== chosen && void changeLayout(change(next))}
      {...(help ? { footer: <p className="px-2 py-1 text-2xs text-subtle">{help}</p> } : {})}
      className="h-6! max-w-80 gap-[5px]! border-transparent! bg-hover! px-2! font-medium aria-expanded:bg-selected! [&_svg]:size-3! [&>span:first-child]:font-normal"
    />
  );
}

function Editable({ children }: { children: ReactNode }) {
  return (
    <span className="flex items-center gap-1">
      {children}
      <ChevronDown className="size-3 text-subtle" aria-hidden="true" />
    </span>
  );
}

const MOST_LINES = 10_000;

type LinesChipProps = {
  label: string;
  value: string;
  lines: number;
  hint: string;
  change: (lines: number) => Partial<LayoutChoice>;
};

/** A number of lines that can be changed; the file is read again when the popover closes. */
function LinesChip({ label, value, lines, hint, change }: LinesChipProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(lines);
  const show = (next: boolean) => {
    setOpen(next);
    if (next) setWanted(lines);
    else if (wanted !== lines) void changeLayout(change(wanted));
  };
  const set = (next: number) => setWanted(Math.min(MOST_LINES, Math.max(0, Math.round(next) || 0)));
  return (
    <Popover
      label={label}
      open={open}
      onOpen={show}
      trigger={<FilterChip label={label} value={<Editable>{value}</Editable>} />}
      className="w-72"
    >
      <p className="text-muted text-xs">{hint}</p>
      <div className="mt-2.5 flex items-center gap-1">
        <IconButton
          label={t("import.file.less")}
          icon={<Minus className="size-4" aria-hidden="true" />}
          disabled={wanted === 0}
          onClick={() => set(wanted - 1)}
        />
        <Input
          type="number"
          min={0}
          max={MOST_LINES}
          aria-label={label}
          value={wanted}
          onChange={(event) => set(event.target.valueAsNumber)}
          onKeyDown={(event) => event.key === "Enter" && show(false)}
          className="w-20 text-center tabular-nums [appearance:textfield]"
        />
        <IconButton
          label={t("import.file.more")}
          icon={<Plus className="size-4" aria-hidden="true" />}
          onClick={() => set(wanted + 1)}
        />
      </div>
    </Popover>
  );
}

/** How the first words with accents of a file read in an encoding. */
function useReadings(detected: FileView | null): (encoding: string) => string {
  const words = useMemo(() => tellingWords(detected?.preview ?? []), [detected]);
  const from = detected?.layout.encoding;
  return (encoding) => {
    const read = words.map((word) => (from ? readAs(word, from, encoding) : null));
    return read.every((word) => word !== null) ? read.join(" · ") : "";
  };
}

function EncodingChip({ session, encoding }: { session: Session; encoding: string }) {
  const t = useT();
  const readingIn = useReadings(session.detected);
  const known: readonly string[] = ENCODINGS;
  const offered = known.includes(encoding) ? known : [encoding, ...known];
  return (
    <ChoiceChip
      label={t("import.file.encoding")}
      chosen={encoding}
      help={t("import.file.encoding_hint")}
      choices={offered.map((one) => ({ value: one, label: encodingName(one), hint: readingIn(one) }))}
      change={(next) => ({ encoding: next })}
    />
  );
}

type LayoutChipsProps = {
  session: Session;
  file: FileView;
  /** Only what matters most. */
  brief?: boolean;
};

/** How the file is read, each fact open to correction. */
export function LayoutChips({ session, file, brief = false }: LayoutChipsProps) {
  const t = useT();
  const format = useFormat();
  const { encoding, delimiter, quote, comment, sheet, sheets, preamble_rows, header_rows, footer_rows } =
    file.layout;
  // Once taken for rows, comments can be taken for comments again.
  const mark = comment ?? session.detected?.layout.comment;
  const separators = [...new Set([...(delimiter === null ? [] : [delimiter]), ...SEPARATORS])];
  const lines = (count: number) =>
    count === 0 ? t("import.file.no_lines") : t("import.file.lines", { count });
  return (
    <>
      {sheet !== null && (
        <ChoiceChip
          label={t("import.file.sheet")}
          chosen={sheet}
          choices={sheets.map((name) => ({ value: name, label: name }))}
          change={(next) => ({ sheet: next, preamble_rows: null, header_rows: null, footer_rows: null })}
        />
      )}
      {encoding !== null && <EncodingChip session={session} encoding={encoding} />}
      {delimiter !== null && (
        <ChoiceChip
          label={t("import.file.separator")}
          chosen={delimiter}
          choices={separators.map((one) => ({
            value: one,
            label: one.trim() || separatorName(one, t),
            hint: one.trim() && separatorName(one, t) !== one ? separatorName(one, t) : "",
          }))}
          change={(next) => ({ delimiter: next })}
        />
      )}
      {delimiter !== null && !brief && (
        <ChoiceChip
          label={t("import.file.quote")}
          chosen={quote ?? ""}
          choices={QUOTES.map((one) => ({
            value: one,
            label: one || t("import.file.quotes.none"),
            hint: one && t(`import.file.quotes.${QUOTE_NAMES[one] ?? "none"}`),
          }))}
          change={(next) => ({ quote: next })}
        />
      )}
      {mark && !brief && (
        <ChoiceChip
          label={t("import.file.comment")}
          chosen={comment ?? ""}
          help={t("import.file.comment_hint")}
          choices={[
            { value: mark, label: t("import.file.comment_lines", { mark }) },
            { value: "", label: t("import.file.comment_none"), hint: t("import.file.comment_no_hint") },
          ]}
          change={(next) => ({ comment: next })}
        />
      )}
      {!brief && (
        <LinesChip
          label={t("import.file.preamble")}
          value={lines(preamble_rows)}
          lines={preamble_rows}
          hint={t("import.file.preamble_hint")}
          change={(next) => ({ preamble_rows: next })}
        />
      )}
      <LinesChip
        label={t(brief && header_rows > 0 ? "import.file.header_line" : "import.file.header")}
        value={headerText(brief, preamble_rows, header_rows)}
        lines={header_rows}
        hint={t("import.file.header_hint")}
        change={(next) => ({ header_rows: next })}
      />
      {!brief && (
        <LinesChip
          label={t("import.file.footer")}
          value={lines(footer_rows)}
          lines={footer_rows}
          hint={t("import.file.footer_hint")}
          change={(next) => ({ footer_rows: next })}
        />
      )}
    </>
  );

  function headerText(short: boolean, before: number, header: number): string {
    if (header === 0) return t("import.file.header_none");
    return short ? format.number(before + 1) : t("import.file.header_lines", { count: header });
  }
}

/** How many rows the file has. */
export function RowsChip({ rows }: { rows: number }) {
  const t = useT();
  const format = useFormat();
  return (
    <span className="inline-flex h-6 items-center gap-[5px] whitespace-nowrap rounded-md bg-hover px-2 text-muted">
      <b className="font-medium text-fg tabular-nums">{format.number(rows)}</b>
      {t("import.rows_word", { count: rows })}
    </span>
  );
}
