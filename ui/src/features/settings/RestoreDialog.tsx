import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useT } from "~/i18n";
import { adoptStatus, commands, errorOf, type Unlock, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input } from "~/ui/Input";
import { RadioCards } from "~/ui/RadioCards";
import { toast } from "~/ui/toast";

const WAYS = ["passphrase", "recovery"] as const;
type Way = (typeof WAYS)[number];

const keyOf = (way: Way, secret: string): Unlock =>
  way === "passphrase" ? { kind: way, passphrase: secret } : { kind: way, code: secret };

/** Puts a backup in the place of the workspace, once the passphrase or the code of its time opens it. */
export function RestoreDialog({ file, onClose }: { file: string; onClose: () => void }) {
  const t = useT();
  const form = useId();
  const client = useQueryClient();
  const [way, setWay] = useState<Way>("recovery");
  const [secret, setSecret] = useState("");
  const restore = useMutation({
    mutationFn: () => unwrap(commands.workspaceRestore(file, keyOf(way, secret))),
    onSuccess: (status) => {
      onClose();
      adoptStatus(client, status);
      toast({ text: t("settings.data.restored"), tone: "success" });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (secret.trim() !== "" && !restore.isPending) restore.mutate();
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("settings.data.restore_title")}
      description={t("settings.data.restore_text")}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            disabled={secret.trim() === ""}
            busy={restore.isPending}
          >
            {t("settings.data.restore_confirm")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <p data-selectable className="break-all rounded-md bg-surface px-3 py-2 font-mono text-xs">
          {file}
        </p>
        <RadioCards
          label={t("settings.data.restore_key")}
          value={way}
          onValue={setWay}
          columns={2}
          cards={WAYS.map((value) => ({ value, label: t(`onboarding.unlock.${value}`) }))}
        />
        <Field
          label={t(`onboarding.unlock.${way}`)}
          hint={t("settings.data.restore_key")}
          error={restore.error && errorSentence(errorOf(restore.error), t)}
        >
          <Input
            type={way === "passphrase" ? "password" : "text"}
            autoComplete="off"
            spellCheck={false}
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
