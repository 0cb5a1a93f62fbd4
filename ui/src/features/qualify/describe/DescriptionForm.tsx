import { type FormEvent, Fragment, useState } from "react";
import { type MessageKey, translate, useFormat, useT } from "~/i18n";
import { commands, type DescriptionView, errorOf, type TriedView, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input, Textarea } from "~/ui/Input";
import { toastError } from "~/ui/toast";
import { tellChange } from "../data/judge";
import { ChoiceField, ChoicesField, Sizes } from "./Controls";
import { commandsOf } from "./data";
import { type Control, FORMS, jsonOf, type Kind, type Texts, textsOf } from "./forms";
import { Grades } from "./Grades";

type DescriptionFormProps = {
  kind: Kind;
  /** The saved one; none when it is new. */
  id: string | null;
  what: object;
  versions: readonly { version: number; at: string | number }[];
  onSaved: (saved: DescriptionView) => void;
  onGone: () => void;
};

/** The form of an offer or ideal customer, with what it was before. */
export function DescriptionForm({ kind, id, what, versions, onSaved, onGone }: DescriptionFormProps) {
  const t = useT();
  const format = useFormat();
  const [texts, setTexts] = useState<Texts>(() => textsOf(kind, what));
  const [busy, setBusy] = useState(false);
  const [trying, setTrying] = useState(false);
  const [tried, setTried] = useState<TriedView | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { save, bringBack, remove } = commandsOf(kind);
  const write = (some: Texts) => setTexts((all) => ({ ...all, ...some }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const saved = await unwrap(save(jsonOf(kind, texts, what)));
      await tellChange(translate("qualify.describe.saved", { name: saved.name }));
      onSaved(saved);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const tryIt = async () => {
    setTrying(true);
    setError(null);
    try {
      setTried(await unwrap(commands.icpTry(jsonOf(kind, texts, what))));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setTrying(false);
    }
  };
  const goBack = async (version: number) => {
    if (id === null) return;
    try {
      onSaved(await unwrap(bringBack({ id, version })));
      await tellChange(translate("qualify.describe.returned", { n: format.number(version) }));
    } catch (thrown) {
      toastError(thrown);
    }
  };
  const putAway = async () => {
    if (id === null) return;
    try {
      await unwrap(remove(id));
      await tellChange(translate("qualify.describe.removed", { name: texts.name ?? "" }));
      onGone();
    } catch (thrown) {
      toastError(thrown);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-6 pb-8">
      {FORMS[kind].map(({ group, controls }) => (
        <fieldset key={group}>
          <legend className="mb-2 font-semibold text-md">
            {t(`qualify.describe.groups.${group}` as MessageKey)}
          </legend>
          <div className="grid grid-cols-2 gap-3">
            {controls.map((control) => (
              <Fragment key={control.path}>
                {control.path === "employees.min" && (
                  <Sizes
                    min={texts["employees.min"] ?? ""}
                    max={texts["employees.max"] ?? ""}
                    onSpan={(min, max) => write({ "employees.min": min, "employees.max": max })}
                  />
                )}
                <div className={control.half ? undefined : "col-span-full"}>
                  <Described
                    control={control}
                    text={texts[control.path] ?? ""}
                    onText={(text) => write({ [control.path]: text })}
                  />
                </div>
              </Fragment>
            ))}
          </div>
        </fieldset>
      ))}
      {error !== null && (
        <p role="alert" className="text-danger">
          {errorSentence(errorOf(error), t)}
        </p>
      )}
      {tried && (
        <div role="status" className="flex flex-wrap items-center gap-3">
          <Grades grades={tried.grades} />
          <span className="text-muted">
            {t("qualify.describe.moves", { up: format.number(tried.up), down: format.number(tried.down) })}
          </span>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {t("qualify.describe.save")}
        </Button>
        {kind === "icp" && (
          <Button busy={trying} onClick={() => void tryIt()}>
            {t("qualify.describe.try")}
          </Button>
        )}
        {id !== null && (
          <Button variant="danger" onClick={() => void putAway()}>
            {t("qualify.describe.remove")}
          </Button>
        )}
      </div>
      {versions.length > 1 && (
        <section>
          <h3 className="mb-2 font-semibold text-muted text-xs">{t("qualify.describe.versions")}</h3>
          <ul className="flex flex-col gap-1">
            {versions.slice(1).map(({ version, at }) => (
              <li key={version} className="flex items-center gap-3">
                <span className="tabular-nums">
                  {t("qualify.describe.version", { n: format.number(version), when: format.dateTime(at) })}
                </span>
                <Button size="sm" onClick={() => void goBack(version)}>
                  {t("qualify.describe.return")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </form>
  );
}

type DescribedProps = { control: Control; text: string; onText: (text: string) => void };

/** A control with its label: choices where there are some, chips for lists, lines for sentences. */
function Described({ control: { path, holds, of }, text, onText }: DescribedProps) {
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
