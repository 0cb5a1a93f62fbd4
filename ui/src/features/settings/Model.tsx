import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useFormat, useT } from "~/i18n";
import { commands, errorOf, type ModelSetup, type ModelView, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input } from "~/ui/Input";
import { toast, toastError } from "~/ui/toast";
import { ModelRequests } from "./ModelRequests";
import { Row, Section } from "./Section";

const MODEL = ["model"] as const;

/** The language model that reads documents: off until somebody sets it up. */
export function Model() {
  const {
    data: model,
    error,
    refetch,
  } = useQuery({
    queryKey: MODEL,
    queryFn: () => unwrap(commands.modelShow()),
    meta: { kinds: ["settings"] },
  });
  if (error) return <ErrorState inline error={error} onRetry={() => void refetch()} />;
  if (!model) return null;
  return (
    <>
      <SetupSection key={`${model.address} ${model.model} ${model.is_on}`} model={model} />
      <ModelRequests />
    </>
  );
}

function SetupSection({ model }: { model: ModelView }) {
  const t = useT();
  const format = useFormat();
  const form = useId();
  const client = useQueryClient();
  const [address, setAddress] = useState(model.address);
  const [name, setName] = useState(model.model);
  const [key, setKey] = useState("");
  const [day, setDay] = useState(String(model.day_tokens));
  const [document, setDocument] = useState(String(model.document_tokens));
  const keep = (next: ModelView) => client.setQueryData(MODEL, next);
  const save = useMutation({
    mutationFn: (setup: ModelSetup) => unwrap(commands.modelSet(setup)),
    onSuccess: (next) => {
      setKey("");
      keep(next);
      toast({ text: t("settings.model.saved"), tone: "success" });
    },
  });
  const off = useMutation({
    mutationFn: () => unwrap(commands.modelOff()),
    onSuccess: keep,
    onError: toastError,
  });
  const test = useMutation({
    mutationFn: () => unwrap(commands.modelTest()),
    onSuccess: ({ host, millis }) => {
      const seconds = format.number(Math.max(1, Math.round(millis / 1000)));
      toast({ text: t("settings.model.tested", { host, seconds }), tone: "success" });
    },
  });
  const wrong = save.error ? errorOf(save.error) : null;
  const failed = test.error ? errorOf(test.error) : null;
  const at = (field: string) => (wrong?.field === field ? errorSentence(wrong, t) : undefined);
  const isElsewhere = wrong !== null && !["address", "model", "key"].includes(wrong.field ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.reset();
    save.mutate({
      address,
      model: name,
      key: key === "" ? null : key,
      day_tokens: Number(day) || 0,
      document_tokens: Number(document) || 0,
    });
  };
  return (
    <Section title={t("settings.model.title")} text={t("settings.model.text")}>
      <form id={form} onSubmit={submit} className="grid grid-cols-2 gap-3 px-4 py-3 max-md:grid-cols-1">
        <div className="col-span-full">
          <Field
            label={t("settings.model.address")}
            hint={t("settings.model.address_hint")}
            error={at("address")}
          >
            <Input
              value={address}
              placeholder={t("settings.model.address_example")}
              spellCheck={false}
              onChange={({ target }) => setAddress(target.value)}
            />
          </Field>
        </div>
        <Field label={t("settings.model.model")} error={at("model")}>
          <Input value={name} spellCheck={false} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Field
          label={t("settings.model.key")}
          hint={t(model.has_key ? "settings.model.key_kept" : "settings.model.key_none")}
          error={at("key")}
        >
          <Input
            type="password"
            autoComplete="off"
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
        </Field>
        <Field
          label={t("settings.model.day")}
          hint={t("settings.model.used", { n: format.number(model.used_today) })}
        >
          <Input type="number" min={0} value={day} onChange={({ target }) => setDay(target.value)} />
        </Field>
        <Field label={t("settings.model.document")}>
          <Input
            type="number"
            min={0}
            value={document}
            onChange={({ target }) => setDocument(target.value)}
          />
        </Field>
      </form>
      <Row
        label={t(model.is_on ? "settings.model.is_on" : "settings.model.is_off")}
        hint={
          <span aria-live="polite">
            {isElsewhere && <span className="text-danger">{errorSentence(wrong, t)}</span>}
            {failed && <span className="text-danger">{errorSentence(failed, t)}</span>}
          </span>
        }
      >
        {model.is_on && (
          <>
            <Button busy={off.isPending} onClick={() => off.mutate()}>
              {t("settings.model.off")}
            </Button>
            <Button busy={test.isPending} onClick={() => test.mutate()}>
              {t("settings.model.test")}
            </Button>
          </>
        )}
        <Button type="submit" form={form} variant="primary" busy={save.isPending}>
          {t(model.is_on ? "common.save" : "settings.model.on")}
        </Button>
      </Row>
    </Section>
  );
}
