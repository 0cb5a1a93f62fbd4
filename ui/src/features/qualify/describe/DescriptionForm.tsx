import { type FormEvent, Fragment, useState } from "react";
import { type MessageKey, translate, useFormat, useT } from "~/i18n";
import { type DescriptionView, errorOf, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { errorSentence } from "~/ui/errors";
import { toastError } from "~/ui/toast";
import { tellChange } from "../data/judge";
import { Sizes } from "./Controls";
import { Described } from "./Described";
import { commandsOf } from "./data";
import { draftKey, dropTexts, keepTexts, type Shown, useDescribing } from "./drafts";
import { Effect } from "./effect/Effect";
import { useTrial } from "./effect/useTrial";
import { FORMS, jsonOf, type Texts, textsOf } from "./forms";
import { Versions } from "./Versions";

type DescriptionFormProps = {
  shown: Shown;
  /** What is saved, or what a new one begins with. */
  what: object;
  versions: readonly { version: number; at: string | number }[];
  onSaved: (saved: DescriptionView) => void;
  onGone: () => void;
};

/** The form of an offer or ideal customer, with what saving it would do and what it was before. */
export function DescriptionForm({ shown, what, versions, onSaved, onGone }: DescriptionFormProps) {
  const t = useT();
  const format = useFormat();
  const kind = shown.kind;
  const id = "id" in shown ? shown.id : null;
  const key = draftKey(shown);
  const draft = useDescribing(({ drafts }) => drafts[key]);
  const saved = textsOf(kind, what);
  const texts: Texts = draft ?? saved;
  const json = jsonOf(kind, texts, what);
  const isChanged = json !== jsonOf(kind, saved, what);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const trial = useTrial(kind, id, json);
  const { save, bringBack, remove } = commandsOf(kind);
  const write = (some: Texts) => {
    setError(null);
    keepTexts(key, { ...texts, ...some });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const view = await unwrap(save({ id, json }));
      dropTexts(key);
      await tellChange(translate("qualify.describe.saved", { name: view.name }));
      onSaved(view);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const goBack = async (version: number) => {
    if (id === null) return;
    try {
      const view = await unwrap(bringBack({ id, version }));
      dropTexts(key);
      onSaved(view);
      await tellChange(translate("qualify.describe.returned", { n: format.number(version) }));
    } catch (thrown) {
      toastError(thrown);
    }
  };
  const putAway = async () => {
    if (id === null) return;
    try {
      await unwrap(remove(id));
      dropTexts(key);
      await tellChange(translate("qualify.describe.removed", { name: texts.name ?? "" }));
      onGone();
    } catch (thrown) {
      toastError(thrown);
    }
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="grid grid-cols-1 gap-x-8 xl:grid-cols-[minmax(0,1fr)_19rem] xl:items-start"
    >
      <div className="flex flex-col gap-6 pb-8">
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
        {id !== null && (
          <Button variant="danger" className="self-start" onClick={() => void putAway()}>
            {t("qualify.describe.remove")}
          </Button>
        )}
        <Versions versions={versions} onReturn={(version) => void goBack(version)} />
      </div>
      <div className="sticky flex flex-col gap-3 border-divider max-xl:bottom-0 max-xl:-mx-6 max-xl:border-t max-xl:bg-bg max-xl:px-6 max-xl:py-3 xl:top-0 xl:rounded-lg xl:border xl:bg-raised xl:p-4">
        <Effect kind={kind} trial={trial} />
        {error !== null && (
          <p role="alert" className="text-danger">
            {errorSentence(errorOf(error), t)}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" busy={busy}>
            {t("qualify.describe.save")}
          </Button>
          {draft && isChanged && (
            <Button onClick={() => dropTexts(key)}>{t("qualify.describe.discard")}</Button>
          )}
        </div>
      </div>
    </form>
  );
}
