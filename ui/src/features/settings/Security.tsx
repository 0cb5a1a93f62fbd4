import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useId, useState } from "react";
import { useT } from "~/i18n";
import {
  commands,
  unwrap,
  updateStatus,
  useChangeSettings,
  useLock,
  useSettings,
  useWorkspaceStatus,
} from "~/ipc";
import { Button } from "~/ui/Button";
import { Checkbox } from "~/ui/Checkbox";
import { Responsible } from "~/ui/privacy/Responsible";
import { Select } from "~/ui/Select";
import { toastError } from "~/ui/toast";
import { PassphraseDialog } from "./PassphraseDialog";
import { RecoveryDialog } from "./RecoveryDialog";
import { RotationDialog } from "./RotationDialog";
import { Row, Section } from "./Section";

/** Minutes without input before the workspace locks; 0 stands for never. */
const IDLE_CHOICES = [5, 15, 30, 60, 0] as const;

/** Locking, the passphrase, the keyring and the recovery code. */
export function Security() {
  return (
    <>
      <LockSection />
      <KeySection />
      <NoticeSection />
      <KeptSection />
    </>
  );
}

/** Who is named in the notices that persons are given. */
function NoticeSection() {
  const t = useT();
  const { data: responsible } = useQuery({
    queryKey: ["responsible"],
    queryFn: () => unwrap(commands.responsibleShow()),
    meta: { kinds: ["settings"] },
  });
  return (
    <Section title={t("settings.security.notices_title")} text={t("settings.security.notices_text")}>
      {responsible !== undefined && (
        <div className="px-4 py-3">
          <Responsible key={responsible} responsible={responsible ?? ""} />
        </div>
      )}
    </Section>
  );
}

/** How long things are kept that are not prospects. */
function KeptSection() {
  const t = useT();
  return (
    <Section title={t("settings.security.kept_title")}>
      <Row label={t("settings.security.kept_rows")} hint={t("settings.security.kept_rows_hint")} />
    </Section>
  );
}

function LockSection() {
  const t = useT();
  const id = useId();
  const lock = useLock(toastError);
  const settings = useSettings();
  const change = useChangeSettings(toastError);
  const minutes = settings?.lock_after_minutes ?? 0;
  return (
    <Section title={t("settings.security.lock_title")}>
      <Row label={t("settings.security.lock_now")} hint={t("settings.security.lock_now_hint")}>
        <Button
          command="workspace.lock"
          onClick={lock}
          icon={<Lock className="size-3.5" aria-hidden="true" />}
        >
          {t("settings.security.lock_action")}
        </Button>
      </Row>
      <Row label={t("settings.security.lock_after")} htmlFor={`${id}-after`}>
        <Select
          id={`${id}-after`}
          value={String(minutes)}
          onValue={(value) => change({ lock_after_minutes: Number(value) || null })}
          options={IDLE_CHOICES.map((choice) => ({
            value: String(choice),
            label:
              choice === 0
                ? t("settings.security.never")
                : t("settings.security.after_minutes", { count: choice }),
          }))}
          className="w-44"
        />
      </Row>
    </Section>
  );
}

function KeySection() {
  const t = useT();
  const id = useId();
  const client = useQueryClient();
  const { data: status } = useWorkspaceStatus();
  const [dialog, setDialog] = useState<"passphrase" | "recovery" | "rotation" | null>(null);
  const [thenAsk, setThenAsk] = useState(false);
  const setKeyring = useMutation({
    mutationFn: (enabled: boolean) => unwrap(commands.workspaceSetKeyring(enabled)),
    onSuccess: (next) => updateStatus(client, next),
    onError: toastError,
  });
  if (!status) return null;

  const askAtStart = (ask: boolean) => {
    // Without a passphrase nothing but the recovery code would open the workspace.
    if (ask && !status.has_passphrase) {
      setThenAsk(true);
      setDialog("passphrase");
    } else setKeyring.mutate(!ask);
  };
  const close = () => {
    setDialog(null);
    setThenAsk(false);
  };

  return (
    <Section title={t("settings.security.key_title")} text={t("settings.security.key_text")}>
      <Row
        label={t("settings.security.ask_at_start")}
        htmlFor={`${id}-ask`}
        hint={t(
          status.keyring_available ? "settings.security.ask_at_start_hint" : "settings.security.no_keyring",
        )}
      >
        <Checkbox
          id={`${id}-ask`}
          checked={!status.opens_with_keyring}
          disabled={setKeyring.isPending || !status.keyring_available}
          onChecked={askAtStart}
        />
      </Row>
      <Row
        label={t("settings.security.passphrase")}
        hint={t(
          status.has_passphrase ? "settings.security.passphrase_set" : "settings.security.passphrase_none",
        )}
      >
        <Button onClick={() => setDialog("passphrase")}>
          {t(status.has_passphrase ? "settings.security.change" : "settings.security.set")}
        </Button>
      </Row>
      <Row label={t("settings.security.recovery")} hint={t("settings.security.recovery_hint")}>
        <Button onClick={() => setDialog("recovery")}>{t("settings.security.recovery_action")}</Button>
      </Row>
      <Row label={t("settings.security.rotation")} hint={t("settings.security.rotation_hint")}>
        <Button onClick={() => setDialog("rotation")}>{t("settings.security.rotation_action")}</Button>
      </Row>
      {dialog === "passphrase" && (
        <PassphraseDialog
          hasPassphrase={status.has_passphrase}
          onClose={close}
          onDone={(next) => {
            updateStatus(client, next);
            if (thenAsk) setKeyring.mutate(false);
            close();
          }}
        />
      )}
      {dialog === "recovery" && <RecoveryDialog onClose={close} />}
      {dialog === "rotation" && <RotationDialog hasPassphrase={status.has_passphrase} onClose={close} />}
    </Section>
  );
}
