import { useQuery } from "@tanstack/react-query";
import { Copy, FolderOpen } from "lucide-react";
import { type Translate, useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { copyText } from "~/platform/clipboard";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { Path } from "~/ui/Path";
import { toast, toastError } from "~/ui/toast";
import { Row, Section } from "./Section";

/** Copies the last error reports of this computer, to paste where the user wants. */
async function copyReport(t: Translate): Promise<void> {
  const done = await copyText(await unwrap(commands.diagnosticsText()));
  toast({ text: t(done ? "common.copied" : "common.copy_failed") });
}

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
            <Path path={folder} className="mt-1" />
          </>
        }
      >
        <Button
          onClick={() => void copyReport(t).catch(toastError)}
          icon={<Copy className="size-3.5" aria-hidden="true" />}
        >
          {t("settings.about.copy_report")}
        </Button>
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
