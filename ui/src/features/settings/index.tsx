import { useT } from "~/i18n";
import { Screen } from "~/ui/Screen";

/** What a person can choose. */
export default function SettingsScreen() {
  const t = useT();
  return <Screen title={t("shell.screen.settings")}>{null}</Screen>;
}
