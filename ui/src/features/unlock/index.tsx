import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "~/i18n";
import { adoptStatus, commands, errorOf, type Unlock, unwrap, type WorkspaceStatus } from "~/ipc";
import { Button } from "~/ui/Button";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input } from "~/ui/Input";
import { OtherWorkspace } from "~/ui/security/OtherWorkspace";
import { Card, RestoreCard } from "./Card";

type Way = Unlock["kind"];

/** The ways to open this workspace, the usual one first. */
function waysOf({ opens_with_keyring, has_passphrase }: WorkspaceStatus): Way[] {
  return [
    ...(opens_with_keyring ? (["keyring"] as const) : []),
    ...(has_passphrase ? (["passphrase"] as const) : []),
    "recovery",
  ];
}

function keyOf(way: Way, secret: string): Unlock {
  if (way === "keyring") return { kind: way };
  return way === "passphrase" ? { kind: way, passphrase: secret } : { kind: way, code: secret };
}

/** What is shown while the workspace is locked: the way into it, and the ways to another one. */
export default function UnlockScreen({ status }: { status: WorkspaceStatus }) {
  const [backup, setBackup] = useState<string | null>(null);
  if (backup !== null) return <RestoreCard file={backup} onBack={() => setBackup(null)} />;
  return <UnlockCard key={status.folder} status={status} onBackup={setBackup} />;
}

type UnlockCardProps = { status: WorkspaceStatus; onBackup: (file: string) => void };

/** Opens a locked workspace: with the keyring, the passphrase or the recovery code. */
function UnlockCard({ status, onBackup }: UnlockCardProps) {
  const t = useT();
  const client = useQueryClient();
  const ways = waysOf(status);
  const [way, setWay] = useState<Way>(ways[0] ?? "recovery");
  const [secret, setSecret] = useState("");
  const unlock = useMutation({
    mutationFn: (key: Unlock) => unwrap(commands.workspaceUnlock(key)),
    onSuccess: (opened) => adoptStatus(client, opened),
  });

  const choose = (next: Way) => {
    setWay(next);
    setSecret("");
    unlock.reset();
  };
  const error = unlock.error && errorSentence(errorOf(unlock.error), t);

  return (
    <Card
      title={t("onboarding.unlock.title")}
      detail={status.folder}
      onSubmit={() => unlock.mutate(keyOf(way, secret))}
      below={<OtherWorkspace onBackup={onBackup} />}
    >
      {way === "keyring" ? (
        <div>
          <p className="text-muted">{t("onboarding.unlock.keyring")}</p>
          <p role="alert" className="mt-1 text-danger">
            {error}
          </p>
        </div>
      ) : (
        <Field
          key={way}
          label={t(`onboarding.unlock.${way}`)}
          hint={way === "recovery" ? t("onboarding.unlock.recovery_hint") : undefined}
          error={error}
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
      )}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={unlock.isPending}
        disabled={way !== "keyring" && secret.trim() === ""}
      >
        {t("onboarding.unlock.submit")}
      </Button>
      <div className="flex flex-col">
        {ways
          .filter((other) => other !== way)
          .map((other) => (
            <Button key={other} variant="ghost" onClick={() => choose(other)}>
              {t(`onboarding.unlock.use_${other}`)}
            </Button>
          ))}
      </div>
    </Card>
  );
}
