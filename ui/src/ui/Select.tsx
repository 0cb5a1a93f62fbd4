import clsx from "clsx";
import { Check, ChevronDown } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { useT } from "~/i18n";
import { chordOf } from "~/platform/keyboard";
import { isFocusLost } from "~/platform/panes";
import { FLOATING } from "./overlay/surface";

export type Option = {
  value: string;
  label: string;
  /** Said beside the label, smaller. */
  hint?: string;
  /** The heading it stands under; options of a group must follow each other. */
  group?: string;
  disabled?: boolean;
};

type SelectProps = {
  value: string | undefined;
  onValue: (value: string) => void;
  options: readonly Option[];
  placeholder?: string;
  /** Longer lists get a search field; by default from 12 options. */
  searchable?: boolean;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
  /** Shown before the chosen label. */
  icon?: ReactNode;
  /** Shown under the options: an action such as “New field…”. */
  footer?: ReactNode;
  className?: string;
  /** Opens at once; for editing a cell. */
  defaultOpen?: boolean;
  /** Called when the list closes, chosen or not. */
  onClose?: () => void;
};

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const matching = (options: readonly Option[], query: string) =>
  query ? options.filter((option) => plain(option.label).includes(plain(query))) : options;

/** The place, among the options that match, of the first whose name begins with what was typed. */
function bestMatch(options: readonly Option[], query: string): number {
  const found = matching(options, query);
  return Math.max(
    0,
    found.findIndex((option) => plain(option.label).startsWith(plain(query))),
  );
}

/** The index of the next option that can be chosen, from `from` in direction `step`; `from - step` when none can. */
function nextEnabled(options: readonly Option[], from: number, step: 1 | -1): number {
  for (let i = from; i >= 0 && i < options.length; i += step) if (!options[i]?.disabled) return i;
  return from - step;
}

/** Chooses one of a list. Typing finds an option; long lists have a field to search in. */
export function Select({
  value,
  onValue,
  options,
  placeholder,
  searchable = options.length >= 12,
  disabled = false,
  icon,
  footer,
  className,
  defaultOpen = false,
  onClose,
  ...aria
}: SelectProps) {
  const t = useT();
  const list = useId();
  const [open, setOpen] = useState(defaultOpen);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      options.findIndex((option) => option.value === value),
    ),
  );
  const typed = useRef({ text: "", at: 0 });
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const chosen = options.find((option) => option.value === value);
  const shown = useMemo(() => matching(options, query), [options, query]);

  useEffect(() => {
    if (open) document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [open, active, list]);

  const show = (next: boolean) => {
    setOpen(next);
    setQuery("");
    if (!next) onClose?.();
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
  };

  const choose = (option: Option | undefined) => {
    if (!option || option.disabled) return;
    onValue(option.value);
    show(false);
  };

  const findTyped = (key: string) => {
    const now = performance.now();
    typed.current = { text: (now - typed.current.at < 800 ? typed.current.text : "") + plain(key), at: now };
    const found = shown.findIndex(
      (option) => !option.disabled && plain(option.label).startsWith(typed.current.text),
    );
    if (found >= 0) setActive(found);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      down: () => setActive((at) => Math.min(nextEnabled(shown, at + 1, 1), shown.length - 1)),
      up: () => setActive((at) => Math.max(nextEnabled(shown, at - 1, -1), 0)),
      pagedown: () => setActive((at) => Math.min(at + 8, shown.length - 1)),
      pageup: () => setActive((at) => Math.max(at - 8, 0)),
      enter: () => choose(shown[active]),
    };
    if (!searchable) {
      moves.home = () => setActive(nextEnabled(shown, 0, 1));
      moves.end = () => setActive(nextEnabled(shown, shown.length - 1, -1));
      moves.space = () => choose(shown[active]);
    }
    const move = moves[chordOf(event)];
    if (move) {
      event.preventDefault();
      move();
    } else if (!searchable && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      findTyped(event.key);
    }
  };

  const keyboard = {
    onKeyDown,
    "aria-controls": list,
    "aria-activedescendant": shown[active] ? `${list}-${active}` : undefined,
  };

  return (
    <Radix.Root open={open} onOpenChange={show}>
      <Radix.Trigger asChild disabled={disabled}>
        <button
          {...aria}
          ref={button}
          type="button"
          role="combobox"
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-controls={list}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
            event.preventDefault();
            show(true);
          }}
          className={clsx(
            "flex h-7 min-w-0 items-center gap-2 rounded-md border border-divider bg-bg px-2 text-left transition-colors enabled:hover:border-control disabled:opacity-50 aria-expanded:border-focus aria-invalid:border-danger",
            className ?? "w-full",
          )}
        >
          {icon}
          <span className={clsx("flex-1 truncate", !chosen && "text-subtle")}>
            {chosen?.label ?? placeholder ?? t("common.choose")}
          </span>
          <ChevronDown className="size-4 shrink-0 text-subtle" aria-hidden="true" />
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={aria["aria-label"] ?? t("common.choose")}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            box.current?.querySelector<HTMLElement>("input, [role=listbox]")?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // What was chosen may have moved it on.
            if (isFocusLost()) button.current?.focus();
          }}
          className={clsx(
            FLOATING,
            "flex max-h-80 min-w-(--radix-popover-trigger-width) max-w-96 flex-col overflow-hidden",
          )}
        >
          <div ref={box} className="flex min-h-0 flex-col">
            {searchable && (
              <input
                {...keyboard}
                role="combobox"
                aria-expanded="true"
                aria-label={t("common.search")}
                placeholder={t("common.search")}
                value={query}
                onChange={(event) => {
                  setQuery(event.target.value);
                  setActive(bestMatch(options, event.target.value));
                }}
                className="h-8 shrink-0 border-divider border-b bg-transparent px-3 outline-none"
              />
            )}
            <div
              {...(searchable ? {} : keyboard)}
              id={list}
              role="listbox"
              tabIndex={searchable ? -1 : 0}
              aria-label={aria["aria-label"] ?? t("common.choose")}
              className="min-h-0 overflow-y-auto p-1 outline-none"
            >
              {shown.map((option, index) => (
                <div key={option.value} role="presentation">
                  {option.group && option.group !== shown[index - 1]?.group && (
                    <div role="presentation" className="px-2 pt-2 pb-1 font-medium text-2xs text-subtle">
                      {option.group}
                    </div>
                  )}
                  <OptionLine
                    id={`${list}-${index}`}
                    option={option}
                    selected={option.value === value}
                    active={index === active}
                    onPoint={() => setActive(index)}
                    onChoose={() => choose(option)}
                  />
                </div>
              ))}
              {shown.length === 0 && <p className="px-2 py-1.5 text-subtle">{t("common.nothing_found")}</p>}
            </div>
            {footer && <div className="border-divider border-t p-1">{footer}</div>}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type OptionLineProps = {
  id: string;
  option: Option;
  selected: boolean;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

function OptionLine({ id, option, selected, active, onPoint, onChoose }: OptionLineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list holds the focus and handles the keys for its active option
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-disabled={option.disabled || undefined}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={clsx(
        "flex min-h-7 items-center gap-2 rounded-md px-2",
        active && "bg-hover",
        option.disabled && "opacity-50",
      )}
    >
      <span className="min-w-0 flex-1 truncate">
        {option.label}
        {option.hint && <span className="ml-2 text-2xs text-subtle">{option.hint}</span>}
      </span>
      {selected && <Check className="size-4 shrink-0 text-accent" aria-hidden="true" />}
    </div>
  );
}
