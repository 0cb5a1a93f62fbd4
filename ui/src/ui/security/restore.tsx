import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import { adoptStatus, commands, errorOf, type Unlock, unwrap, type WorkspaceStatus } from "~/ipc";
import { chooseFile, chooseFolder } from "~/platform/dialogs";
import { Button } from "../Button";
import { ErrorState } from "../ErrorState";
import { errorSentence } from "../errors";
import { Field } from "../Field";
import { Input } from "../Input";
import { Path } from "../Path";
import { RadioCards } from "../RadioCards";
import { toast, toastError } from "../toast";
import { CopyProgress } from "./CopyProgress";

/** The ending of a backup file, without the dot. */
export const BACKUP_ENDING = "salesbackup";

const WAYS = ["passphrase", "recovery"] as const;
type Way = (typeof WAYS)[number];

const keyOf = (way: Way, secret: string): Unlock =>
  way === "passphrase" ? { kind: way, passphrase: secret } : { kind: way, code: secret };

/** Asks for a backup file; null when the user thinks better of it. */
export function useChooseBackup(onFile: (file: string) => void): () => void {
  const t = useT();
  const choose = async () => {
    const file = await chooseFile(t("onboarding.restore.choose"), [
      { name: t("onboarding.restore.kind"), extensions: [BACKUP_ENDING] },
    ]);
    if (file !== null) onFile(file);
  };
  return () => void choose().catch(toastError);
}

type RestoreOptions = {
  file: string;
  /** Whether it goes to a folder of its own; otherwise it takes the place of the present workspace. */
  ownFolder: boolean;
  onRestored?: (status: WorkspaceStatus) => void;
};

/** The restoring of one backup: what opens it, where it goes, and how it stands. */
export function useRestore({ file, ownFolder, onRestored }: RestoreOptions) {
  const t = useT();
  const client = useQueryClient();
  const contents = useQuery({
    queryKey: ["backup", file],
    queryFn: () => unwrap(commands.workspaceBackupContents(file)),
    gcTime: 0,
  });
  const [chosenFolder, setFolder] = useState<string | null>(null);
  const [chosenWay, setWay] = useState<Way>("passphrase");
  const [secret, setSecret] = useState("");
  const way = contents.data?.has_passphrase === false ? "recovery" : chosenWay;
  const folder = ownFolder ? (chosenFolder ?? contents.data?.free_folder ?? null) : null;
  const ready = contents.data !== undefined && secret.trim() !== "";
  const restore = useMutation({
    mutationFn: () => unwrap(commands.workspaceRestore({ file, folder, unlock: keyOf(way, secret) })),
    onSuccess: (status) => {
      onRestored?.(status);
      adoptStatus(client, status);
      toast({ text: t("onboarding.restore.done"), tone: "success" });
    },
  });
  return {
    file,
    ownFolder,
    contents,
    folder,
    setFolder,
    way,
    setWay: (next: Way) => {
      setWay(next);
      setSecret("");
      restore.reset();
    },
    secret,
    setSecret,
    ready,
    busy: restore.isPending,
    error: restore.error && errorOf(restore.error),
    start: () => {
      if (ready && !restore.isPending) restore.mutate();
    },
  };
}

type RestoreFieldsProps = { restore: ReturnType<typeof useRestore> };

/** The form of a restore; while it runs, how far it has come. */
export function RestoreFields({ restore }: RestoreFieldsProps) {
  const t = useT();
  const { contents, way, busy } = restore;
  if (contents.error) return <ErrorState inline error={contents.error} />;
  if (busy) return <CopyProgress kind="restore" />;
  const error = restore.error?.code === "cancelled" ? null : restore.error;
  const atSecret = error?.field === "passphrase" || error?.field === "code";
  return (
    <div className="flex flex-col gap-4">
      <Backup restore={restore} />
      {contents.data?.has_passphrase !== false && (
        <RadioCards
          label={t("onboarding.restore.key")}
          value={way}
          onValue={restore.setWay}
          columns={2}
          cards={WAYS.map((value) => ({ value, label: t(`onboarding.unlock.${value}`) }))}
        />
      )}
      <Field
        key={way}
        label={t(`onboarding.unlock.${way}`)}
        hint={t("onboarding.restore.key")}
        error={atSecret && error ? errorSentence(error, t) : null}
      >
        <Input
          type={way === "passphrase" ? "password" : "text"}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={restore.secret}
          onChange={(event) => restore.setSecret(event.target.value)}
        />
      </Field>
      <p role="alert" className="text-danger empty:hidden">
        {error && !atSecret && errorSentence(error, t)}
      </p>
    </div>
  );
}

/** The ways on from the form of a restore; none while it runs. */
export function RestoreActions({ restore, onBack }: RestoreFieldsProps & { onBack: () => void }) {
  const t = useT();
  if (restore.busy) return null;
  return (
    <>
      <Button variant="ghost" size="lg" onClick={onBack}>
        {t("common.back")}
      </Button>
      <Button type="submit" variant="primary" size="lg" disabled={!restore.ready}>
        {t("onboarding.restore.submit")}
      </Button>
    </>
  );
}

/** Which backup it is, and where it goes. */
function Backup({ restore: { file, contents, ownFolder, folder, setFolder } }: RestoreFieldsProps) {
  const t = useT();
  const format = useFormat();
  const choose = async () => {
    const chosen = await chooseFolder(t("onboarding.restore.folder"));
    if (chosen !== null) setFolder(chosen);
  };
  return (
    <div className="divide-y divide-divider rounded-lg border border-divider bg-surface text-xs">
      <div className="px-3 py-2">
        <Place label={t("onboarding.restore.file")} path={file} />
        {contents.data && (
          <p className="mt-0.5 text-muted">
            {t("onboarding.restore.made", {
              when: format.dateTime(contents.data.made_at),
              size: format.fileSize(contents.data.bytes),
            })}
          </p>
        )}
      </div>
      {ownFolder && (
        <div className="flex items-center gap-3 px-3 py-2">
          <div className="min-w-0 flex-1">
            <Place label={t("onboarding.restore.folder")} path={folder ?? ""} />
          </div>
          <Button size="sm" onClick={() => void choose().catch(toastError)}>
            {t("onboarding.restore.other_folder")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Where something is, under its name. */
function Place({ label, path }: { label: string; path: string }) {
  return (
    <>
      <p className="text-subtle">{label}</p>
      <Path path={path} />
    </>
  );
}
