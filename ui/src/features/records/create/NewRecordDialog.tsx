import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useT } from "~/i18n";
import { commands, type Entity, errorOf, unwrap } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { CONTROL_FRAME, Input, Textarea } from "~/ui/Input";
import { Select } from "~/ui/Select";
import { SuggestField } from "~/ui/SuggestField";
import { toast } from "~/ui/toast";
import { tellNotices } from "../data/change";
import { isEditable, useFieldNames, useFields } from "../data/fields";
import { useSuggestValues } from "../data/suggest";
import { traitsOf } from "../entity";
import { offersValues } from "../list/useColumns";
import { useFieldOptions } from "../record/groups";
import { dropDraft, goOnWriting, keepDraft, useDrafts } from "./draft";
import { LikelyRecords } from "./LikelyRecords";

type NewRecordDialogProps = { entity: Entity; onClose: () => void };

/** Makes a prospect or a company by hand. */
export function NewRecordDialog({ entity, onClose }: NewRecordDialogProps) {
  const t = useT();
  const [draft] = useState(() => useDrafts.getState()[entity]);
  const form = useId();
  const fields = useFields(entity).filter((field) => isEditable(field, entity));
  const [shown, setShown] = useState(draft?.shown ?? traitsOf(entity).form);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(draft?.values ?? {});
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const more = useFieldOptions(
    entity,
    fields.filter(({ id }) => !shown.includes(id)),
  );
  const given = shown.flatMap((field) => {
    const value = values[field]?.trim() ?? "";
    return value === "" ? [] : [{ field, value }];
  });
  const failed = error === null ? null : errorOf(error);

  const close = () => {
    dropDraft(entity);
    onClose();
  };
  const openOther = (id: string) => {
    keepDraft(entity, { values, shown });
    onClose();
    navigate({ screen: traitsOf(entity).screen, id });
    toast({
      text: t("records.like.kept"),
      action: { label: t("records.like.go_on"), run: () => goOnWriting(entity) },
    });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (given.length === 0 || busy) return;
    setBusy(true);
    try {
      const { id, notices } = await unwrap(commands.recordCreate({ entity, values: given }));
      const { screen } = traitsOf(entity);
      toast({
        text: t(`records.${entity}.created`),
        tone: "success",
        action: { label: t("records.create.open"), run: () => navigate({ screen, id }) },
      });
      tellNotices(entity, notices);
      close();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpen={(open) => !open && close()}
      title={t(`records.${entity}.new`)}
      actions={
        <>
          <span className="flex-1 text-subtle text-xs">
            {failed && !failed.field ? (
              <span role="alert" className="text-danger">
                {errorSentence(failed, t)}
              </span>
            ) : (
              given.length === 0 && t("records.create.hint")
            )}
          </span>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabled={given.length === 0}>
            {t("records.create.submit")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
        }}
        className="grid grid-cols-2 gap-x-3 gap-y-3 max-[560px]:grid-cols-1 [&_input]:scroll-mb-32"
      >
        {shown.map((field, index) => (
          <ValueField
            key={field}
            entity={entity}
            field={field}
            first={index === 0}
            value={values[field] ?? ""}
            error={failed?.field === field ? errorSentence(failed, t) : undefined}
            onValue={(value) => setValues((all) => ({ ...all, [field]: value }))}
          />
        ))}
        <div className="col-span-full">
          <Select
            aria-label={t("records.create.more")}
            placeholder={t("records.create.more")}
            icon={<Plus className="size-3.5 text-subtle" aria-hidden="true" />}
            value={undefined}
            options={more}
            searchable
            onValue={(field) => setShown([...shown, field])}
            className="w-48! border-dashed!"
          />
        </div>
        <LikelyRecords entity={entity} values={given} onOpen={openOther} />
      </form>
    </Dialog>
  );
}

type ValueFieldProps = {
  entity: Entity;
  field: string;
  first: boolean;
  value: string;
  error: string | undefined;
  onValue: (value: string) => void;
};

function ValueField({ entity, field, first, value, error, onValue }: ValueFieldProps) {
  const t = useT();
  const nameOf = useFieldNames(entity);
  const view = useFields(entity).find(({ id }) => id === field);
  const suggest = useSuggestValues(view?.entity ?? entity, field);
  const linked = entity === "prospect" && field === "company";
  const control =
    view?.kind === "long_text" ? (
      <Textarea value={value} onChange={({ target }) => onValue(target.value)} />
    ) : view && offersValues(view) && !(first && entity === "company") ? (
      <SuggestField
        value={value}
        onValue={onValue}
        onChoose={onValue}
        suggest={suggest}
        className={`${CONTROL_FRAME} h-7 w-full min-w-0 px-2`}
      />
    ) : (
      <Input value={value} autoComplete="off" onChange={({ target }) => onValue(target.value)} />
    );
  return (
    <Field label={nameOf(field)} hint={linked ? t("records.create.company_hint") : undefined} error={error}>
      {control}
    </Field>
  );
}
