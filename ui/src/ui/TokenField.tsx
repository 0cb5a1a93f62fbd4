import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useT } from "~/i18n";
import { type Suggest, SuggestField } from "./SuggestField";

type TokenFieldProps = {
  /** The name of the field, where no label has its id. */
  label?: string;
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
  values: readonly string[];
  onValues: (values: readonly string[]) => void;
  suggest: Suggest;
  /** How a person reads a value. */
  shown: (value: string) => string;
  /** The value that a typed text means; none when it means none. By default any text is a value. */
  read?: (text: string) => string | null;
  placeholder?: string;
  autoFocus?: boolean;
};

/** Several values: each stands as a token; Enter or a comma ends one, Backspace takes the last away. */
export function TokenField({
  label,
  values,
  onValues,
  suggest,
  shown,
  read = (text) => text,
  placeholder,
  autoFocus = false,
  ...rest
}: TokenFieldProps) {
  const t = useT();
  const [text, setText] = useState("");
  const add = (value: string) => {
    if (value !== "" && !values.includes(value)) onValues([...values, value]);
    setText("");
  };
  /** Takes what was typed; what means nothing stays to be mended while the field has the focus. */
  const take = (leaving: boolean) => {
    const value = text.trim() === "" ? null : read(text.trim());
    if (value !== null) add(value);
    else if (leaving) setText("");
  };
  // What is typed when the editor closes counts, too.
  const pending = useRef(() => {});
  pending.current = () => take(true);
  useEffect(() => () => pending.current(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === "Enter" || event.key === ",") && text.trim() !== "") {
      event.preventDefault();
      take(false);
    } else if (event.key === "Backspace" && text === "") onValues(values.slice(0, -1));
  };
  return (
    <div className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center gap-1 rounded-md border border-control bg-bg px-1 py-0.5 focus-within:border-focus focus-within:outline-2 focus-within:outline-focus focus-within:-outline-offset-1">
      {values.map((value) => (
        <span key={value} className="flex h-5 max-w-full items-center rounded-sm bg-hover pl-1.5 text-xs">
          <span className="truncate">{shown(value)}</span>
          <button
            type="button"
            aria-label={t("filters.remove_value", { value: shown(value) })}
            onClick={() => onValues(values.filter((one) => one !== value))}
            className="relative flex size-5 shrink-0 items-center justify-center text-subtle before:absolute before:-inset-0.5 hover:text-fg"
          >
            <X className="size-3" aria-hidden="true" />
          </button>
        </span>
      ))}
      <SuggestField
        {...rest}
        {...(label !== undefined && { "aria-label": label })}
        placeholder={placeholder ?? t(values.length > 0 ? "filters.more_values" : "filters.type_value")}
        value={text}
        onValue={setText}
        suggest={async (prefix) => (await suggest(prefix)).filter(({ value }) => !values.includes(value))}
        onChoose={add}
        onKeyDown={onKeyDown}
        onBlur={() => take(true)}
        autoFocus={autoFocus}
        className="h-5.5 w-24 min-w-23 flex-1 bg-transparent px-1 outline-none"
      />
    </div>
  );
}
