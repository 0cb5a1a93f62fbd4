import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useId, useState } from "react";
import { useFormat, useT } from "~/i18n";
import { adoptStatus, commands, unwrap, useWorkspaceStatus, useWorkspaceSummary } from "~/ipc";
import { chooseFolder, chooseTarget } from "~/platform/dialogs";
import { Button } from "~/ui/Button";
import { CountrySelect, useCountryName } from "~/ui/CountrySelect";
import { Path } from "~/ui/Path";
import { Spinner } from "~/ui/Spinner";
import { BACKUP_ENDING, useChooseBackup } from "~/ui/security/restore";
import { toast, toastError } from "~/ui/toast";
import { RestoreDialog } from "./RestoreDialog";
import { Row, Section } from "./Section";

const HOME_COUNTRY = ["home_country"] as const;

/** Where the data is, copies of it, other workspaces, sample data. */
export function Data() {
  const t = useT();
  const { data: status } = useWorkspaceStatus();
  const { data: summary } = useWorkspaceSummary();
  const folder = status?.folder ?? "";
  const openFolder = () => void unwrap(commands.appOpenFolder(folder)).catch(toastError);
  return (
    <>
      <Section title={t("settings.data.where_title")} text={t("settings.data.where_text")}>
        <Row label={t("settings.data.folder")} hint={<Path path={folder} />}>
          <Button onClick={openFolder} icon={<FolderOpen className="size-3.5" aria-hidden="true" />}>
            {t("settings.data.open_folder")}
          </Button>
        </Row>
      </Section>
      <Section title={t("settings.data.reading_title")}>
        <CountryRow />
      </Section>
      <Section title={t("settings.data.backup_title")} text={t("settings.data.backup_text")}>
        <BackupRow />
        <RestoreRow />
      </Section>
      <Section title={t("settings.data.workspaces")}>
        <OpenOtherRow />
        {summary?.sample_import != null && <SampleRow />}
      </Section>
    </>
  );
}

function CountryRow() {
  const t = useT();
  const id = useId();
  const nameOf = useCountryName();
  const client = useQueryClient();
  const { data: country } = useQuery({
    queryKey: HOME_COUNTRY,
    queryFn: () => unwrap(commands.homeCountryShow()),
    meta: { kinds: ["settings"] },
  });
  const change = useMutation({
    mutationFn: (code: string) => unwrap(commands.homeCountrySet(code)),
    onSuccess: (_, code) => {
      client.setQueryData(HOME_COUNTRY, code);
      toast({ text: t("settings.data.country_set", { country: nameOf(code) }), tone: "success" });
    },
    onError: toastError,
  });
  const shown = change.isPending ? change.variables : (country ?? undefined);
  return (
    <Row label={t("settings.data.country")} htmlFor={id} hint={t("settings.data.country_hint")}>
      {change.isPending && <Spinner />}
      <CountrySelect
        id={id}
        value={shown}
        onValue={(code) => code !== country && !change.isPending && change.mutate(code)}
        className="w-52"
      />
    </Row>
  );
}

function BackupRow() {
  const t = useT();
  const format = useFormat();
  const backup = useMutation({
    mutationFn: async () => {
      const day = new Date().toISOString().slice(0, 10);
      const file = await chooseTarget(t("settings.data.backup"), `AI Sales Agent ${day}.${BACKUP_ENDING}`, [
        { name: t("onboarding.restore.kind"), extensions: [BACKUP_ENDING] },
      ]);
      return file === null ? null : unwrap(commands.workspaceBackup(file));
    },
    onSuccess: (made) => {
      if (!made) return;
      toast({ text: t("settings.data.backed_up", { size: format.fileSize(made.bytes) }), tone: "success" });
    },
    onError: toastError,
  });
  return (
    <Row label={t("settings.data.backup")} hint={t("settings.data.backup_hint")}>
      <Button busy={backup.isPending} onClick={() => backup.mutate()}>
        {t("settings.data.backup_action")}
      </Button>
    </Row>
  );
}

function RestoreRow() {
  const t = useT();
  const [file, setFile] = useState<string | null>(null);
  const choose = useChooseBackup(setFile);
  return (
    <Row label={t("settings.data.restore")} hint={t("settings.data.restore_hint")}>
      <Button onClick={choose}>{t("settings.data.restore_action")}</Button>
      {file !== null && <RestoreDialog file={file} onClose={() => setFile(null)} />}
    </Row>
  );
}

function OpenOtherRow() {
  const t = useT();
  const client = useQueryClient();
  const open = useMutation({
    mutationFn: async () => {
      const folder = await chooseFolder(t("settings.data.open_another"));
      return folder === null ? null : unwrap(commands.workspaceOpenOther(folder));
    },
    onSuccess: (status) => status && adoptStatus(client, status),
    onError: toastError,
  });
  return (
    <Row label={t("settings.data.open_another")} hint={t("settings.data.open_another_hint")}>
      <Button busy={open.isPending} onClick={() => open.mutate()}>
        {t("settings.data.open_another_action")}
      </Button>
    </Row>
  );
}

function SampleRow() {
  const t = useT();
  const remove = useMutation({
    mutationFn: () => unwrap(commands.sampleDataRemove()),
    onSuccess: () => toast({ text: t("settings.data.sample_removed"), tone: "success" }),
    onError: toastError,
  });
  return (
    <Row label={t("settings.data.sample")} hint={t("settings.data.sample_hint")}>
      <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
        {t("settings.data.sample_remove")}
      </Button>
    </Row>
  );
}
