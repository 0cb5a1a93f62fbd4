import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Select } from "../Select";
import { type Suggest, SuggestField } from "../SuggestField";

/** Where the editing goes on after a value was given: nowhere, to the next or to the previous cell. */
export type EditStep = "stay" | "next" | "previous";

type CellEditorProps = {
  label: string;
  value: string;
  options?: readonly { value: string; label: string }[] | undefined;
  suggest?: Suggest | undefined;
  onDone: (value: string, step: EditStep) => void;
  onCancel: () => void;
};

/** Edits the value of one cell in its place: Enter keeps, Tab keeps and goes on, Esc gives up. */
export function CellEditor({ label, value, options, suggest, onDone, onCancel }: CellEditorProps) {
  if (options) {
    return (
      <Select
        aria-label={label}
        value={value}
        options={options}
        defaultOpen
        onValue={(chosen) => onDone(chosen, "stay")}
        onClose={onCancel}
      />
    );
  }
  return <TextEditor label={label} value={value} suggest={suggest} onDone={onDone} onCancel={onCancel} />;
}

const LOOK =
  "-mx-1.5 h-[calc(var(--row)-4px)] w-[calc(100%+12px)] rounded-sm bg-bg px-1.5 outline-2 outline-focus";

function TextEditor({ label, value, suggest, onDone, onCancel }: Omit<CellEditorProps, "options">) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const settled = useRef(false);

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const finish = (step: EditStep, result = text) => {
    if (settled.current) return;
    settled.current = true;
    onDone(result, step);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.nativeEvent.isComposing) finish("stay");
    else if (event.key === "Tab") {
      event.preventDefault();
      finish(event.shiftKey ? "previous" : "next");
    } else if (event.key === "Escape") {
      settled.current = true;
      onCancel();
    }
  };

  const common = {
    ref: input,
    "aria-label": label,
    value: text,
    onKeyDown,
    onBlur: () => finish("stay"),
    className: LOOK,
  };
  if (suggest) {
    return (
      <SuggestField
        {...common}
        suggest={suggest}
        onValue={setText}
        onChoose={(chosen) => finish("stay", chosen)}
      />
    );
  }
  return <input {...common} onChange={(event) => setText(event.target.value)} />;
}
