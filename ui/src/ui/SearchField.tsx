import clsx from "clsx";
import { Search, X } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { useT } from "~/i18n";
import { useCommands } from "~/platform/keyboard";
import { Kbd } from "./Kbd";

type SearchFieldProps = Omit<ComponentProps<"input">, "onChange" | "value"> & {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** Focused by `/` and Ctrl+F: one on a screen. */
  primary?: boolean;
  /** Called by the down key and Enter: to go on to the results. */
  onLeave?: () => void;
};

/** A field to search in a list. Esc empties it, then leaves it. */
export function SearchField({
  label,
  value,
  onValue,
  primary = false,
  onLeave,
  className,
  ...rest
}: SearchFieldProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  useCommands(
    primary
      ? [
          {
            id: "list.search",
            group: "list",
            title: "common.search",
            keys: ["/", "mod+f"],
            run: () => {
              input.current?.focus();
              input.current?.select();
            },
          },
        ]
      : [],
  );
  return (
    <div className={clsx("relative flex items-center", className)}>
      <Search
        className="pointer-events-none absolute left-2 size-4 text-subtle"
        strokeWidth={1.8}
        aria-hidden="true"
      />
      <input
        {...rest}
        ref={input}
        type="search"
        aria-label={label}
        placeholder={rest.placeholder ?? label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            if (value) onValue("");
            else if (onLeave) onLeave();
            else input.current?.blur();
          } else if ((event.key === "ArrowDown" || event.key === "Enter") && onLeave) {
            event.preventDefault();
            onLeave();
          }
        }}
        className="peer h-7 w-full rounded-md border border-divider bg-bg pr-8 pl-8 text-fg transition-colors [appearance:none] hover:border-control focus:border-focus focus:outline-2 focus:outline-focus focus:-outline-offset-1 [&::-webkit-search-cancel-button]:hidden"
      />
      {value ? (
        <button
          type="button"
          aria-label={t("common.clear_search")}
          onClick={() => {
            onValue("");
            input.current?.focus();
          }}
          className="absolute right-0.5 inline-flex size-6 items-center justify-center rounded-sm text-subtle hover:text-fg"
        >
          <X className="size-3.5" aria-hidden="true" />
        </button>
      ) : (
        primary && <Kbd keys="/" className="pointer-events-none absolute right-1.5 peer-focus:hidden" />
      )}
    </div>
  );
}
