import clsx from "clsx";
import { useFormat, useT } from "~/i18n";
import { Select } from "~/ui/Select";
import { TokenField } from "~/ui/TokenField";
import { bandWords, type ChoiceOf, isWithin, pressed, SIZES, useDescribed } from "./choices";
import { linesOf } from "./forms";

type ChoicesFieldProps = {
  of: ChoiceOf;
  /** A value on each line. */
  text: string;
  onText: (text: string) => void;
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
};

/** Several choices, each as a chip; typing searches by name. */
export function ChoicesField({ of, text, onText, ...rest }: ChoicesFieldProps) {
  const t = useT();
  const { suggest, shown, read } = useDescribed(of);
  const values = linesOf(text);
  return (
    <TokenField
      {...rest}
      values={values}
      onValues={(next) => onText(next.join("\n"))}
      suggest={suggest}
      shown={shown}
      read={read}
      placeholder={t(of === "text" ? "qualify.describe.type" : "qualify.describe.search")}
    />
  );
}

type ChoiceFieldProps = Omit<ChoicesFieldProps, "of"> & { of: ChoiceOf };

/** One choice. */
export function ChoiceField({ of, text, onText, ...rest }: ChoiceFieldProps) {
  const { all } = useDescribed(of);
  const known = text === "" || all.some(({ value }) => value === text);
  const options = known ? all : [...all, { value: text, label: text }];
  return <Select {...rest} value={text || undefined} onValue={onText} options={options} />;
}

type SizesProps = {
  min: string;
  max: string;
  onSpan: (min: string, max: string) => void;
};

const number = (text: string) => (text.trim() === "" ? null : Number(text.replace(/\D/g, "")));
const text = (value: number | null) => (value === null ? "" : String(value));

/** Numbers of employees by bands: neighbours join into one span. */
export function Sizes({ min, max, onSpan }: SizesProps) {
  const t = useT();
  const format = useFormat();
  const span = { min: number(min), max: number(max) };
  return (
    <fieldset className="col-span-full flex flex-wrap gap-1.5">
      <legend className="mb-1 font-medium text-muted text-xs">{t("qualify.describe.sizes")}</legend>
      {SIZES.map((band, place) => {
        const on = isWithin(band, span);
        return (
          <button
            key={band.min}
            type="button"
            aria-pressed={on}
            onClick={() => {
              const next = pressed(place, span);
              onSpan(text(next.min), text(next.max));
            }}
            className={clsx(
              "h-6 rounded-md border px-2 text-xs tabular-nums transition-colors",
              on
                ? "border-accent bg-accent-soft font-medium text-accent"
                : "border-control text-muted hover:bg-hover hover:text-fg",
            )}
          >
            {bandWords(band, format, t)}
          </button>
        );
      })}
    </fieldset>
  );
}
