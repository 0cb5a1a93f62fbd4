import clsx from "clsx";
import { Popover as Radix } from "radix-ui";
import {
  type ComponentProps,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useT } from "~/i18n";
import { FLOATING } from "./overlay/surface";

export type Suggestion = {
  value: string;
  /** How a person reads the value, where that is not the value itself. */
  label?: string;
  /** Said beside the value, smaller: how many have it. */
  hint?: string;
};

/** Gives values that begin with a text, the most frequent first. */
export type Suggest = (text: string) => Promise<readonly Suggestion[]>;

/** How long typing rests before values are asked for, in ms. */
const REST_MS = 60;

function useSuggestions(suggest: Suggest, text: string, open: boolean): readonly Suggestion[] {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const latest = useRef(suggest);
  latest.current = suggest;
  useEffect(() => {
    if (!open) return;
    let current = true;
    const timer = setTimeout(() => {
      latest
        .current(text)
        .catch(() => [])
        .then((values) => current && setFound(values));
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, open]);
  return found;
}

type SuggestFieldProps = Omit<ComponentProps<"input">, "value" | "onChange" | "ref"> & {
  ref?: RefObject<HTMLInputElement | null>;
  value: string;
  onValue: (value: string) => void;
  suggest: Suggest;
  /** Where the values stand; above, where what is below has to stay in view. */
  side?: "top" | "bottom";
  /** Called when a suggestion is taken. */
  onChoose: (value: string) => void;
};

/** A line of text that offers known values; any other text is as good. */
export function SuggestField({
  value,
  onValue,
  suggest,
  side = "bottom",
  onChoose,
  ref,
  ...rest
}: SuggestFieldProps) {
  const t = useT();
  const list = useId();
  const own = useRef<HTMLInputElement>(null);
  const input = ref ?? own;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(-1);
  const found = useSuggestions(suggest, typed, open).filter((one) => one.value !== value);
  const shown = open && found.length > 0;

  const show = (text: string) => {
    setTyped(text);
    setActive(-1);
    setOpen(true);
  };
  const choose = (suggestion: Suggestion | undefined) => {
    if (!suggestion) return;
    setOpen(false);
    onChoose(suggestion.value);
  };

  const keys = (key: string): (() => void) | undefined => {
    if (key === "ArrowDown")
      return () => (shown ? setActive((at) => Math.min(found.length - 1, at + 1)) : show(""));
    if (!shown) return undefined;
    if (key === "ArrowUp") return () => setActive((at) => Math.max(-1, at - 1));
    if (key === "Enter" && found[active]) return () => choose(found[active]);
    return key === "Escape" ? () => setOpen(false) : undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const move = keys(event.key);
    if (!move) {
      rest.onKeyDown?.(event);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  return (
    <Radix.Root open={shown} onOpenChange={setOpen}>
      <Radix.Anchor asChild>
        <input
          autoComplete="off"
          spellCheck={false}
          {...rest}
          ref={input}
          role="combobox"
          aria-expanded={shown}
          aria-controls={shown ? list : undefined}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${list}-${active}` : undefined}
          value={value}
          onChange={(event) => {
            onValue(event.target.value);
            show(event.target.value);
          }}
          onFocus={(event) => {
            rest.onFocus?.(event);
            show("");
          }}
          onBlur={(event) => {
            setOpen(false);
            rest.onBlur?.(event);
          }}
          onKeyDown={onKeyDown}
        />
      </Radix.Anchor>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={rest["aria-label"] ?? t("common.choose")}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (event.target === input.current) event.preventDefault();
          }}
          className={clsx(
            FLOATING,
            "max-h-64 min-w-(--radix-popover-trigger-width) max-w-80 overflow-y-auto p-1",
          )}
        >
          <div id={list} role="listbox" aria-label={rest["aria-label"] ?? t("common.choose")}>
            {found.map((one, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the input holds the focus and handles the keys for the active option
              <div
                key={one.value}
                id={`${list}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => setActive(index)}
                onClick={() => choose(one)}
                className={clsx(
                  "flex min-h-7 items-center gap-3 rounded-md px-2",
                  index === active && "bg-hover",
                )}
              >
                <span className="min-w-0 flex-1 truncate">{one.label ?? one.value}</span>
                {one.hint && <span className="text-2xs text-subtle tabular-nums">{one.hint}</span>}
              </div>
            ))}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
