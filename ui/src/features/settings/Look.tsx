import { useId } from "react";
import { LANGUAGE_NAMES, LANGUAGES, useT } from "~/i18n";
import { useChangeSettings } from "~/ipc";
import { runCommand } from "~/platform/keyboard";
import { type Density, type Theme, usePreferences } from "~/platform/preferences";
import { Button } from "~/ui/Button";
import { Checkbox } from "~/ui/Checkbox";
import { Select } from "~/ui/Select";
import { toastError } from "~/ui/toast";
import { Row, Section } from "./Section";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const DENSITIES: readonly Density[] = ["compact", "normal", "roomy"];

/** Language, appearance and keyboard. */
export function Look() {
  const t = useT();
  const id = useId();
  const change = useChangeSettings(toastError);
  const { language, theme, density, singleKeys } = usePreferences();
  return (
    <>
      <Section title={t("settings.look.language_title")}>
        <Row
          label={t("settings.look.language")}
          htmlFor={`${id}-language`}
          hint={t("settings.look.language_hint")}
        >
          <Select
            id={`${id}-language`}
            value={language}
            onValue={(value) => change({ language: LANGUAGES.find((one) => one === value) ?? language })}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            className="w-44"
          />
        </Row>
      </Section>
      <Section title={t("settings.look.appearance")}>
        <Row label={t("settings.look.theme")} htmlFor={`${id}-theme`}>
          <Select
            id={`${id}-theme`}
            value={theme}
            onValue={(value) => change({ theme: THEMES.find((one) => one === value) ?? theme })}
            options={THEMES.map((value) => ({ value, label: t(`settings.look.themes.${value}`) }))}
            className="w-44"
          />
        </Row>
        <Row
          label={t("settings.look.density")}
          htmlFor={`${id}-density`}
          hint={t("settings.look.density_hint")}
        >
          <Select
            id={`${id}-density`}
            value={density}
            onValue={(value) => change({ density: DENSITIES.find((one) => one === value) ?? density })}
            options={DENSITIES.map((value) => ({ value, label: t(`settings.look.densities.${value}`) }))}
            className="w-44"
          />
        </Row>
      </Section>
      <Section title={t("settings.look.keyboard")}>
        <Row
          label={t("settings.look.single_keys")}
          htmlFor={`${id}-keys`}
          hint={t("settings.look.single_keys_hint")}
        >
          <Checkbox
            id={`${id}-keys`}
            checked={singleKeys}
            onChecked={(single_keys) => change({ single_keys })}
          />
        </Row>
        <Row label={t("shell.shortcuts.title")}>
          <Button command="general.shortcuts" onClick={() => runCommand("general.shortcuts")}>
            {t("settings.look.show_shortcuts")}
          </Button>
        </Row>
      </Section>
    </>
  );
}
