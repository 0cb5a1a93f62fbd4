import { useQuery } from "@tanstack/react-query";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { hasMessage, useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { Field } from "../Field";
import { IconButton } from "../IconButton";
import { Input } from "../Input";
import { Meter } from "../Progress";

export type Passphrase = { value: string; again: string };
export const NO_PASSPHRASE: Passphrase = { value: "", again: "" };

const TONES = ["danger", "danger", "warning", "success", "success"] as const;
const WORDS = ["weak", "weak", "fair", "good", "strong"] as const;

/** How hard a passphrase is to guess, as the app judges it. */
function useStrength(value: string) {
  return useQuery({
    queryKey: ["settings", "passphrase-strength", value],
    queryFn: () => unwrap(commands.workspacePassphraseStrength(value)),
    enabled: value !== "",
    gcTime: 0,
    placeholderData: (before) => before,
  }).data;
}

/** Whether a new passphrase may be used: strong enough and typed twice alike. */
export function usePassphraseAccepted({ value, again }: Passphrase): boolean {
  const strength = useStrength(value);
  return value !== "" && value === again && strength?.accepted === true;
}

type NewPassphraseProps = { passphrase: Passphrase; onPassphrase: (passphrase: Passphrase) => void };

/** Two fields for a new passphrase, with a plain word on how hard it is to guess. */
export function NewPassphrase({ passphrase, onPassphrase }: NewPassphraseProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const strength = useStrength(passphrase.value);
  const type = shown ? "text" : "password";
  const judged = passphrase.value === "" ? undefined : strength;
  const reason = judged?.reason ? `errors.passphrase_weak_reasons.${judged.reason}` : "";
  const verdict = judged && t(`onboarding.passphrase.strength.${WORDS[judged.score] ?? "weak"}`);
  const different = passphrase.again !== "" && !passphrase.value.startsWith(passphrase.again);
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("onboarding.passphrase.new")} hint={t("onboarding.passphrase.advice")}>
        <Input
          type={type}
          autoComplete="new-password"
          spellCheck={false}
          value={passphrase.value}
          onChange={(event) => onPassphrase({ ...passphrase, value: event.target.value })}
        />
      </Field>
      <div className="flex h-7 items-center gap-3" aria-live="polite">
        <Meter
          label={t("onboarding.passphrase.strength.label")}
          share={judged ? (judged.score + 1) / 5 : 0}
          {...(verdict ? { text: verdict } : {})}
          tone={TONES[judged?.score ?? 0] ?? "danger"}
          className="w-24 shrink-0"
        />
        <p className="text-muted text-xs">
          {judged && !judged.accepted && hasMessage(reason) ? t(reason) : verdict}
        </p>
        <IconButton
          className="ml-auto"
          size="sm"
          label={t(shown ? "onboarding.passphrase.hide" : "onboarding.passphrase.show")}
          icon={
            shown ? (
              <EyeOff className="size-4" aria-hidden="true" />
            ) : (
              <Eye className="size-4" aria-hidden="true" />
            )
          }
          onClick={() => setShown(!shown)}
        />
      </div>
      <Field
        label={t("onboarding.passphrase.again")}
        error={different ? t("onboarding.passphrase.different") : undefined}
      >
        <Input
          type={type}
          autoComplete="new-password"
          spellCheck={false}
          value={passphrase.again}
          onChange={(event) => onPassphrase({ ...passphrase, again: event.target.value })}
        />
      </Field>
    </div>
  );
}
