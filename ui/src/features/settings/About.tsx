import { useQuery } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { toastError } from "~/ui/toast";
import { Row, Section } from "./Section";

/** The version, the log, and what the app does not do. */
export function About() {
  const t = useT();
  const about = useQuery({ queryKey: ["settings", "about"], queryFn: () => unwrap(commands.appAbout()) });
  if (about.error) return <ErrorState inline error={about.error} onRetry={() => void about.refetch()} />;
  const folder = about.data?.log_folder ?? "";
  return (
    <Section title="AI Sales Agent">
      <Row label={t("settings.about.version")}>
        <span data-selectable className="text-muted tabular-nums">
          {about.data?.version}
        </span>
      </Row>
      <Row label={t("settings.about.network")} hint={t("settings.about.network_hint")} />
      <Row
        label={t("settings.about.log")}
        hint={
          <>
            {t("settings.about.log_hint")}
            <span data-selectable className="mt-1 block break-all font-mono">
              {folder}
            </span>
          </>
        }
      >
        <Button
          onClick={() => void unwrap(commands.appOpenFolder(folder)).catch(toastError)}
          icon={<FolderOpen className="size-3.5" aria-hidden="true" />}
        >
          {t("settings.data.open_folder")}
        </Button>
      </Row>
    </Section>
  );
}
