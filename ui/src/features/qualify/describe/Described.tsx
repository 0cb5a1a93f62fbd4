import { type MessageKey, useT } from "~/i18n";
import { Field } from "~/ui/Field";
import { Input, Textarea } from "~/ui/Input";
import { ChoiceField, ChoicesField } from "./Controls";
import type { Control } from "./forms";

type DescribedProps = { control: Control; text: string; onText: (text: string) => void };

/** A control with its label: choices where there are some, chips for lists, lines for sentences. */
export function Described({ control: { path, holds, of }, text, onText }: DescribedProps) {
  const t = useT();
  const label = t(`qualify.describe.fields.${path.replace(".", "_")}` as MessageKey);
  if (of && holds === "list") {
    return (
      <Field label={label}>
        <ChoicesField of={of} text={text} onText={onText} />
      </Field>
    );
  }
  if (of) {
    return (
      <Field label={label}>
        <ChoiceField of={of} text={text} onText={onText} />
      </Field>
    );
  }
  if (holds === "list") {
    return (
      <Field label={label} hint={t("qualify.describe.one_a_line")}>
        <Textarea value={text} onChange={({ target }) => onText(target.value)} />
      </Field>
    );
  }
  return (
    <Field label={label}>
      <Input
        value={text}
        {...(holds === "number" ? { inputMode: "numeric" as const } : {})}
        onChange={({ target }) => onText(target.value)}
      />
    </Field>
  );
}
