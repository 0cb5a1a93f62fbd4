import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { LANGUAGE_NAMES, LANGUAGES, type Language, useLanguage, useT } from "~/i18n";
import {
  adoptStatus,
  commands,
  errorOf,
  unwrap,
  updateStatus,
  useChangeSettings,
  useSettings,
  type WorkspaceCreated,
  type WorkspaceStatus,
} from "~/ipc";
import { guessCountry } from "~/platform/country";
import { Button } from "~/ui/Button";
import { CountrySelect } from "~/ui/CountrySelect";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Logo } from "~/ui/Logo";
import { RadioCards } from "~/ui/RadioCards";
import { Steps } from "~/ui/Steps";
import { NewPassphrase, NO_PASSPHRASE, usePassphraseAccepted } from "~/ui/security/NewPassphrase";
import { OtherWorkspace } from "~/ui/security/OtherWorkspace";
import { RecoveryCode } from "~/ui/security/RecoveryCode";
import { RestoreActions, RestoreFields, useRestore } from "~/ui/security/restore";
import { toastError } from "~/ui/toast";

const NEW = ["language", "protection", "recovery"] as const;
const FROM_BACKUP = ["language", "restore"] as const;
type Step = (typeof NEW | typeof FROM_BACKUP)[number];

/** The first start: the language, how the data is protected, and the recovery code; or a backup. */
export default function Welcome({ status }: { status: WorkspaceStatus }) {
  const client = useQueryClient();
  const language = useLanguage();
  const [step, setStep] = useState<Step>("language");
  const [country, setCountry] = useState(() => guessCountry(language));
  const [created, setCreated] = useState<WorkspaceCreated | null>(null);
  const [backup, setBackup] = useState<string | null>(null);

  if (created) {
    return <RecoveryStep code={created.recovery_code} onDone={() => adoptStatus(client, created.status)} />;
  }
  if (backup !== null) return <RestoreStep file={backup} onBack={() => setBackup(null)} />;
  const others = <OtherWorkspace onBackup={setBackup} />;
  if (step === "language") {
    return (
      <LanguageStep
        folder={status.folder}
        country={country}
        onCountry={setCountry}
        others={others}
        onDone={() => setStep("protection")}
      />
    );
  }
  return (
    <ProtectionStep
      keyringAvailable={status.keyring_available}
      country={country}
      others={others}
      onBack={() => setStep("language")}
      onCreated={setCreated}
    />
  );
}

type FrameProps = {
  step: Step;
  title: string;
  text: string;
  onSubmit: () => void;
  actions: ReactNode;
  /** The ways to another workspace. */
  others?: ReactNode;
  children: ReactNode;
};

function Frame({ step, title, text, onSubmit, actions, others, children }: FrameProps) {
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its first control
  useEffect(() => {
    if (form.current?.contains(document.activeElement)) return;
    form.current?.querySelector<HTMLElement>("input:checked, input, button")?.focus();
  }, [step]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <main className="flex h-full flex-col overflow-y-auto bg-surface" data-pane="content">
      <header className="flex h-14 shrink-0 items-center gap-2.5 px-6">
        <Logo size={24} />
        <span className="font-semibold text-md">AI Sales Agent</span>
        <div className="flex-1" />
        <Steps
          label={t("onboarding.steps.label")}
          steps={(step === "restore" ? FROM_BACKUP : NEW).map((id) => ({
            id,
            label: t(`onboarding.steps.${id}`),
          }))}
          current={step}
        />
      </header>
      <form ref={form} onSubmit={submit} className="m-auto w-120 max-w-full px-4 pb-14">
        <h1 className="font-semibold text-xl">{title}</h1>
        <p className="mt-1.5 text-muted">{text}</p>
        <div className="mt-6">{children}</div>
        <div className="mt-6 flex items-center justify-end gap-2">{actions}</div>
        {others && (
          <div className="mt-8 flex flex-wrap items-center gap-1 border-divider border-t pt-4">{others}</div>
        )}
      </form>
    </main>
  );
}

type LanguageStepProps = {
  folder: string;
  country: string;
  onCountry: (code: string) => void;
  others: ReactNode;
  onDone: () => void;
};

function LanguageStep({ folder, country, onCountry, others, onDone }: LanguageStepProps) {
  const t = useT();
  const language = useLanguage();
  const change = useChangeSettings(toastError);
  const choose = (next: Language) => change({ language: next });
  return (
    <Frame
      step="language"
      others={others}
      title={t("onboarding.language.title")}
      text={t("onboarding.language.text")}
      onSubmit={() => {
        choose(language);
        onDone();
      }}
      actions={
        <Button type="submit" variant="primary" size="lg">
          {t("common.continue")}
        </Button>
      }
    >
      <AbsentWorkspace folder={folder} />
      <RadioCards
        label={t("onboarding.steps.language")}
        value={language}
        onValue={choose}
        columns={2}
        cards={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }))}
      />
      <div className="mt-5">
        <Field label={t("onboarding.language.country")} hint={t("onboarding.language.country_hint")}>
          <CountrySelect value={country} onValue={onCountry} className="w-full" />
        </Field>
      </div>
    </Frame>
  );
}

/** Says that the folder of the last workspace has none: its disk may not be connected. */
function AbsentWorkspace({ folder }: { folder: string }) {
  const t = useT();
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: () => unwrap(commands.workspaceStatus()),
    onSuccess: (status) => updateStatus(client, status),
    onError: toastError,
  });
  if (useSettings()?.workspace == null) return null;
  return (
    <div className="mb-4 flex items-center gap-3 rounded-md bg-warning-soft px-3 py-2 text-warning">
      <p className="min-w-0 flex-1 break-words">{t("onboarding.absent.text", { folder })}</p>
      <Button size="sm" busy={look.isPending} onClick={() => look.mutate()}>
        {t("common.retry")}
      </Button>
    </div>
  );
}

type ProtectionStepProps = {
  keyringAvailable: boolean;
  country: string;
  others: ReactNode;
  onBack: () => void;
  onCreated: (created: WorkspaceCreated) => void;
};

function ProtectionStep({ keyringAvailable, country, others, onBack, onCreated }: ProtectionStepProps) {
  const t = useT();
  const language = useLanguage();
  const [protection, setProtection] = useState<"keyring" | "passphrase">(
    keyringAvailable ? "keyring" : "passphrase",
  );
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const accepted = usePassphraseAccepted(passphrase);
  const create = useMutation({
    mutationFn: () =>
      unwrap(
        commands.workspaceCreate({
          folder: null,
          language,
          country,
          passphrase: protection === "passphrase" ? passphrase.value : null,
        }),
      ),
    onSuccess: onCreated,
  });
  const ready = protection === "keyring" || accepted;
  return (
    <Frame
      step="protection"
      others={others}
      title={t("onboarding.protection.title")}
      text={t("onboarding.protection.text")}
      onSubmit={() => ready && !create.isPending && create.mutate()}
      actions={
        <>
          <Button variant="ghost" size="lg" onClick={onBack}>
            {t("common.back")}
          </Button>
          <Button type="submit" variant="primary" size="lg" disabled={!ready} busy={create.isPending}>
            {t("onboarding.protection.create")}
          </Button>
        </>
      }
    >
      {!keyringAvailable && (
        <p className="mb-3 rounded-md bg-warning-soft px-3 py-2 text-warning">
          {t("onboarding.protection.no_keyring")}
        </p>
      )}
      {keyringAvailable && (
        <RadioCards
          label={t("onboarding.protection.title")}
          value={protection}
          onValue={setProtection}
          cards={[
            {
              value: "keyring",
              label: t("onboarding.protection.keyring"),
              text: t("onboarding.protection.keyring_text"),
            },
            {
              value: "passphrase",
              label: t("onboarding.protection.passphrase"),
              text: t("onboarding.protection.passphrase_text"),
            },
          ]}
        />
      )}
      {protection === "passphrase" && (
        <div className="mt-4">
          <NewPassphrase passphrase={passphrase} onPassphrase={setPassphrase} />
        </div>
      )}
      <div role="alert" className="mt-3 text-danger">
        {create.error && errorSentence(errorOf(create.error), t)}
      </div>
    </Frame>
  );
}

function RestoreStep({ file, onBack }: { file: string; onBack: () => void }) {
  const t = useT();
  const restore = useRestore({ file, ownFolder: true });
  return (
    <Frame
      step="restore"
      title={t("onboarding.restore.title")}
      text={t("onboarding.restore.text")}
      onSubmit={restore.start}
      actions={<RestoreActions restore={restore} onBack={onBack} />}
    >
      <RestoreFields restore={restore} />
    </Frame>
  );
}

function RecoveryStep({ code, onDone }: { code: string; onDone: () => void }) {
  const t = useT();
  const [kept, setKept] = useState(false);
  return (
    <Frame
      step="recovery"
      title={t("onboarding.recovery.title")}
      text={t("onboarding.recovery.text")}
      onSubmit={() => kept && onDone()}
      actions={
        <Button type="submit" variant="primary" size="lg" disabled={!kept}>
          {t("onboarding.recovery.done")}
        </Button>
      }
    >
      <RecoveryCode code={code} kept={kept} onKept={setKept} />
    </Frame>
  );
}
