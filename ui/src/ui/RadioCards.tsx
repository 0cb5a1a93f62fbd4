import clsx from "clsx";
import { useId } from "react";

type RadioCard<Value extends string> = {
  value: Value;
  label: string;
  text?: string;
  lang?: string;
  disabled?: boolean;
};

type RadioCardsProps<Value extends string> = {
  label: string;
  value: Value;
  onValue: (value: Value) => void;
  cards: readonly RadioCard<Value>[];
  columns?: 1 | 2 | 3;
};

/** One of a few choices that each need a sentence. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { label, value, onValue, cards, columns = 1 } = props;
  const name = useId();
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      <div className={clsx("grid gap-2", columns === 2 && "grid-cols-2", columns === 3 && "grid-cols-3")}>
        {cards.map((card) => (
          <label
            key={card.value}
            lang={card.lang}
            className="flex items-start gap-2.5 rounded-lg border border-divider bg-raised px-3.5 py-3 transition-colors hover:border-control has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-1"
          >
            <input
              type="radio"
              name={name}
              value={card.value}
              checked={card.value === value}
              disabled={card.disabled}
              onChange={() => onValue(card.value)}
              className="mt-0.5 size-3.5 shrink-0 appearance-none rounded-full border-[1.5px] border-control bg-bg outline-none checked:border-[4.5px] checked:border-accent forced-colors:appearance-auto"
            />
            <span className="min-w-0">
              <span className="block font-medium">{card.label}</span>
              {card.text && <span className="mt-0.5 block text-muted text-xs">{card.text}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
