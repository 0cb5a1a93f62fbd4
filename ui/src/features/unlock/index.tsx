import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useT } from "~/i18n";
import {
  adoptStatus,
  commands,
  errorOf,
  type Unlock as UnlockInput,
  unwrap,
  type WorkspaceStatus,
} from "~/ipc";
import { Button } from "~/ui/Button";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input } from "~/ui/Input";
import { Logo } from "~/ui/Logo";

/** Opens a locked workspace with the passphrase or the recovery code. */
export default function UnlockScreen({ status }: { status: WorkspaceStatus }) {
  const t = useT();
  const client = useQueryClient();
  const [way, setWay] = useState<"passphrase" | "recovery">(
    status.has_passphrase ? "passphrase" : "recovery",
  );
  const [secret, setSecret] = useState("");
  const unlock = useMutation({
    mutationFn: (input: UnlockInput) => unwrap(commands.workspaceUnlock(input)),
    onSuccess: (status) => adoptStatus(client, status),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate(way === "passphrase" ? { kind: way, passphrase: secret } : { kind: way, code: secret });
  };
  const switchWay = () => {
    setWay(way === "passphrase" ? "recovery" : "passphrase");
    setSecret("");
    unlock.reset();
  };

  return (
    <main className="flex h-full items-center justify-center bg-surface p-8" data-pane="content">
      <form
        onSubmit={submit}
        className="flex w-90 flex-col gap-4 rounded-xl border border-divider bg-raised p-6 shadow-lg"
      >
        <div className="flex items-center gap-3">
          <Logo size={32} />
          <div className="min-w-0">
            <h1 className="font-semibold text-lg">{t("onboarding.unlock.title")}</h1>
            <p className="truncate text-subtle text-xs">{status.folder}</p>
          </div>
        </div>
        <Field
          key={way}
          label={t(`onboarding.unlock.${way}`)}
          hint={way === "recovery" ? t("onboarding.unlock.recovery_hint") : undefined}
          error={unlock.error && errorSentence(errorOf(unlock.error), t)}
        >
          <Input
            type={way === "passphrase" ? "password" : "text"}
            autoComplete={way === "passphrase" ? "current-password" : "off"}
            spellCheck={false}
            autoFocus
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={unlock.isPending}
          disabled={secret.trim() === ""}
        >
          {t("onboarding.unlock.submit")}
        </Button>
        {status.has_passphrase && (
          <Button variant="ghost" onClick={switchWay}>
            {t(way === "passphrase" ? "onboarding.unlock.use_recovery" : "onboarding.unlock.use_passphrase")}
          </Button>
        )}
      </form>
    </main>
  );
}
