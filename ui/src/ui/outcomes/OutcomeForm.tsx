import { type FormEvent, useState } from "react";
import { useT } from "~/i18n";
import type { OutcomeKind, Selection } from "~/ipc";
import { Button } from "../Button";
import { isoDay } from "../days";
import { Field } from "../Field";
import { Input } from "../Input";
import { RadioCards } from "../RadioCards";
import { noteOutcome, OUTCOMES, outcomeName } from "./outcomes";

type OutcomeFormProps = { selection: Selection; count: number; onClose: () => void };

/** Notes what came of prospects, and when. It closes at once: many take a while, and their job says how far it is. */
export function OutcomeForm({ selection, count, onClose }: OutcomeFormProps) {
  const t = useT();
  const today = isoDay(new Date());
  const [kind, setKind] = useState<OutcomeKind>("meeting");
  const [date, setDate] = useState(today);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void noteOutcome(selection, kind, date);
    onClose();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <RadioCards
        label={t("records.outcome.title")}
        columns={2}
        value={kind}
        onValue={setKind}
        cards={OUTCOMES.map((value) => ({ value, label: outcomeName(value, t) }))}
      />
      <Field label={t("records.outcome.date")}>
        <Input
          type="date"
          value={date}
          max={today}
          placeholder={today}
          onChange={({ target }) => setDate(target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" disabled={date === ""} className="self-end">
        {t("records.outcome.note", { count })}
      </Button>
    </form>
  );
}
