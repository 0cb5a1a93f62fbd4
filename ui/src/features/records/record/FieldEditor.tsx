import { type KeyboardEvent, useRef, useState } from "react";
import { useT } from "~/i18n";
import type { FieldView } from "~/ipc";
import { CONTROL_FRAME, Input, Textarea } from "~/ui/Input";
import { SuggestField } from "~/ui/SuggestField";
import { useSuggestValues } from "../data/suggest";
import { offersValues } from "../list/useColumns";

type FieldEditorProps = {
  field: FieldView;
  label: string;
  value: string;
  onDone: (value: string) => void;
  onCancel: () => void;
};

/** Edits a value in its place: Enter or leaving keeps it, Esc gives up. In several lines, Ctrl+Enter keeps it. */
export function FieldEditor({ field, label, value, onDone, onCancel }: FieldEditorProps) {
  const t = useT();
  const [text, setText] = useState(value);
  const settled = useRef(false);
  const suggest = useSuggestValues(field.entity, field.id);
  const long = field.kind === "long_text";

  const finish = (result = text) => {
    if (settled.current) return;
    settled.current = true;
    onDone(result);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      settled.current = true;
      onCancel();
    } else if (
      event.key === "Enter" &&
      !event.nativeEvent.isComposing &&
      (!long || event.ctrlKey || event.metaKey)
    ) {
      event.preventDefault();
      finish();
    }
  };
  const common = {
    "aria-label": label,
    title: t("records.fields.save_hint"),
    value: text,
    onKeyDown,
    onBlur: () => finish(),
    autoFocus: true,
  };
  if (long) return <Textarea {...common} rows={4} onChange={({ target }) => setText(target.value)} />;
  if (offersValues(field)) {
    return (
      <SuggestField
        {...common}
        suggest={suggest}
        onValue={setText}
        onChoose={finish}
        className={`${CONTROL_FRAME} h-7 w-full min-w-0 px-2`}
      />
    );
  }
  return (
    <Input
      {...common}
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
