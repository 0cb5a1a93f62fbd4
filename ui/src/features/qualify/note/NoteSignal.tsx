import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { translate, useT } from "~/i18n";
import { commands, errorOf, type NotableSignal, type SignalCode, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { isoDay } from "~/ui/days";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input, Textarea } from "~/ui/Input";
import { Select } from "~/ui/Select";
import { tellChange } from "../data/judge";
import { BANT } from "../data/score";
import { signalName } from "../words";

/** How strongly something was said, with its part of the full points. */
const STRENGTHS = { strong: 1, medium: 0.7, weak: 0.4 } as const;
type Strength = keyof typeof STRENGTHS;

const NONE: readonly NotableSignal[] = [];

const today = () => isoDay(new Date());

/** Notes by hand what a prospect said or did. */
export function NoteSignal({ prospect, onClose }: { prospect: string; onClose: () => void }) {
  const t = useT();
  const form = useId();
  const [code, setCode] = useState<SignalCode>();
  const [strength, setStrength] = useState<Strength>("strong");
  const [date, setDate] = useState(today);
  const [until, setUntil] = useState("");
  const [quote, setQuote] = useState("");
  const [source, setSource] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { data: catalogue = NONE } = useQuery({
    queryKey: ["signals_catalogue"],
    queryFn: () => unwrap(commands.signalsCatalogue()),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const options = BANT.flatMap(({ letter, name }) =>
    catalogue
      .filter(({ dim }) => dim === letter)
      .map((one) => ({
        value: one.code,
        label: signalName(one.code, t),
        group: t(`qualify.dimensions.${name}`),
        ...(one.polarity < 0 && { hint: t("qualify.note.against") }),
      })),
  );
  const hasEnd = catalogue.find((one) => one.code === code)?.has_end ?? false;
  const failed = error === null ? null : errorOf(error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!code || busy) return;
    const same = sameWorkspace();
    setBusy(true);
    try {
      await unwrap(
        commands.signalAdd({
          prospect,
          code,
          strength: STRENGTHS[strength],
          date: date || null,
          until: hasEnd && until ? until : null,
          quote: quote.trim() || null,
          source_name: source.trim() || null,
        }),
      );
      if (!same()) return;
      onClose();
      await tellChange(translate("qualify.note.done", { signal: signalName(code, translate) }));
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("qualify.note.title")}
      description={t("qualify.note.text")}
      actions={
        <>
          <span className="flex-1 text-xs">
            {failed && (
              <span role="alert" className="text-danger">
                {errorSentence(failed, t)}
              </span>
            )}
          </span>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabled={!code}>
            {t("qualify.note.submit")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid grid-cols-2 gap-3">
        <div className="col-span-full">
          <Field label={t("qualify.note.code")}>
            <Select
              value={code}
              onValue={(value) => setCode(value as SignalCode)}
              options={options}
              placeholder={t("qualify.note.choose")}
              searchable
            />
          </Field>
        </div>
        <Field label={t("qualify.note.strength")}>
          <Select
            value={strength}
            onValue={(value) => setStrength(value as Strength)}
            options={(Object.keys(STRENGTHS) as Strength[]).map((value) => ({
              value,
              label: t(`qualify.note.strengths.${value}`),
            }))}
          />
        </Field>
        <Field label={t("qualify.note.date")}>
          <Input
            type="date"
            value={date}
            max={today()}
            placeholder={today()}
            onChange={({ target }) => setDate(target.value)}
          />
        </Field>
        {hasEnd && (
          <Field label={t("qualify.note.until")} hint={t("qualify.note.until_hint")}>
            <Input
              type="date"
              value={until}
              placeholder={today()}
              onChange={({ target }) => setUntil(target.value)}
            />
          </Field>
        )}
        <div className="col-span-full">
          <Field label={t("qualify.note.source")}>
            <Input
              value={source}
              maxLength={300}
              placeholder={t("qualify.note.source_example")}
              onChange={({ target }) => setSource(target.value)}
            />
          </Field>
        </div>
        <div className="col-span-full">
          <Field label={t("qualify.note.quote")} hint={t("qualify.note.quote_hint")}>
            <Textarea value={quote} maxLength={300} onChange={({ target }) => setQuote(target.value)} />
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
