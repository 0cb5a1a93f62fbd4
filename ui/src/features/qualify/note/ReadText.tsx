import { FileText, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { translate, useT } from "~/i18n";
import {
  commands,
  type DocumentInput,
  errorOf,
  type ModelReadView,
  type PreparedView,
  type ReadTextView,
  unwrap,
  useRunningJob,
} from "~/ipc";
import { chooseFile } from "~/platform/dialogs";
import { endsWith, useDropTaker } from "~/platform/files";
import { sameWorkspace } from "~/platform/session";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { IconButton } from "~/ui/IconButton";
import { Input, Textarea } from "~/ui/Input";
import { Progress } from "~/ui/Progress";
import { Select } from "~/ui/Select";
import { toast, toastError } from "~/ui/toast";
import { tellChange } from "../data/judge";
import { useModel } from "../data/model";
import { ModelFound } from "./ModelFound";
import { SentText } from "./SentText";

const KINDS = ["reply", "note", "document", "press", "job_ad", "page", "tender"] as const;
type Kind = (typeof KINDS)[number];

/** What files can be read as text. */
export const ENDINGS = ["txt", "md", "html", "htm", "eml", "pdf", "docx"];

/** What is told of a text that had nothing new. */
type Found = "nothing" | "known" | "empty" | "language_unknown";

/** What is told of a text that was read. */
function foundIn({ known, notices }: ReadTextView): Found {
  if (notices.includes("empty")) return "empty";
  if (notices.includes("language_unknown")) return "language_unknown";
  return known > 0 ? "known" : "nothing";
}

/** What the dialog shows: the text, what would be sent to a model, or what the model found. */
type Step =
  | { name: "text" }
  | { name: "sent"; prepared: PreparedView }
  | { name: "found"; read: ModelReadView };

/** Reads a text about a prospect, by rules or with the language model: the signals in it are noted, and wait to be
 * reviewed. */
export function ReadText({
  prospect,
  given,
  onClose,
}: {
  prospect: string;
  /** A file to begin with. */
  given?: string | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const form = useId();
  const { data: model } = useModel();
  const asking = useRunningJob("model");
  const opening = useRunningJob("document");
  const job = opening ?? asking;
  const [text, setText] = useState("");
  const [file, setFile] = useState<string | null>(given ?? null);
  const [chosen, setKind] = useState<Kind | null>(null);
  const kind = chosen ?? kindOf(file);
  const [source, setSource] = useState("");
  const [busy, setBusy] = useState<"rules" | "model" | null>(null);
  const [step, setStep] = useState<Step>({ name: "text" });
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<unknown>(null);
  const hasText = file !== null || text.trim() !== "";
  const input: DocumentInput = {
    prospect,
    kind,
    source: source.trim() || null,
    text: file === null ? text : null,
    file,
  };

  /** Does some work while buttons wait; what went wrong is told at the foot. */
  const work = async (by: "rules" | "model", task: (same: () => boolean) => Promise<void>) => {
    if (busy !== null) return;
    setBusy(by);
    setFound(null);
    setError(null);
    try {
      await task(sameWorkspace());
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(null);
    }
  };
  const byRules = (event: FormEvent) => {
    event.preventDefault();
    if (!hasText) return;
    void work("rules", async (same) => {
      const read = await unwrap(commands.documentRead(input));
      if (!same()) return;
      if (read.added.length > 0) {
        onClose();
        await tellChange(translate("qualify.read.done", { count: read.added.length }));
      } else {
        setFound(foundIn(read));
      }
      if (read.notices.includes("truncated")) toast({ text: translate("qualify.read.truncated") });
    });
  };
  const take = (path: string, left = 0) => {
    setFile(path);
    setFound(null);
    setError(null);
    if (left > 0) toast({ text: translate("qualify.read.one_file") });
  };
  useDropTaker({
    title: "qualify.read.drop_title",
    text: "qualify.read.drop_text",
    takes: () => step.name === "text" && busy === null,
    take,
  });
  const send = (prepared: PreparedView) =>
    work("model", async (same) => {
      const read = await unwrap(commands.documentAsk(prepared.id));
      if (same()) setStep({ name: "found", read });
    });
  const prepare = (look: boolean) =>
    work("model", async (same) => {
      const prepared = await unwrap(commands.documentPrepare(input));
      if (!same()) return;
      if (look || !model?.was_shown) {
        setStep({ name: "sent", prepared });
        return;
      }
      const read = await unwrap(commands.documentAsk(prepared.id));
      if (same()) setStep({ name: "found", read });
    });
  const choose = async () => {
    try {
      const chosen = await chooseFile(t("qualify.read.choose_file"), [
        { name: t("qualify.read.files"), extensions: ENDINGS },
      ]);
      if (chosen !== null) take(chosen);
    } catch (thrown) {
      toastError(thrown);
    }
  };
  const stop = job && (
    <Button
      disabled={job.stopping}
      onClick={() => void unwrap(commands.jobsCancel(job.id)).catch(toastError)}
    >
      {t("qualify.model.stop")}
    </Button>
  );
  const actions = {
    text: (
      <>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        {stop}
        {model?.is_on && (
          <Button
            busy={busy === "model"}
            disabled={!hasText || busy !== null}
            onClick={() => void prepare(false)}
          >
            {t("qualify.model.read")}
          </Button>
        )}
        <Button
          type="submit"
          form={form}
          variant="primary"
          busy={busy === "rules"}
          disabled={!hasText || busy !== null}
        >
          {t("qualify.read.submit")}
        </Button>
      </>
    ),
    sent: step.name === "sent" && (
      <>
        <Button disabled={busy !== null} onClick={() => setStep({ name: "text" })}>
          {t("common.back")}
        </Button>
        {stop}
        <Button variant="primary" busy={busy === "model"} onClick={() => void send(step.prepared)}>
          {t(step.prepared.is_known ? "qualify.model.take_known" : "qualify.model.send")}
        </Button>
      </>
    ),
    found: (
      <Button variant="primary" onClick={onClose}>
        {t("common.close")}
      </Button>
    ),
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t(step.name === "sent" ? "qualify.model.sent_title" : "qualify.read.title")}
      description={
        step.name === "text"
          ? t("qualify.read.text")
          : step.name === "sent" && t("qualify.model.sent_text", { host: step.prepared.host })
      }
      width="lg"
      actions={
        <>
          <span className="min-w-0 flex-1 text-xs">
            {error !== null && (
              <span role="alert" className="text-danger">
                {errorSentence(errorOf(error), t)}
              </span>
            )}
            {found && <span role="status">{t(`qualify.read.${found}`)}</span>}
            {busy !== null && opening && (
              <span className="flex items-center gap-2">
                <span role="status">{t("qualify.read.reading")}</span>
                <Progress label={t("qualify.read.reading")} share={null} className="w-24" />
              </span>
            )}
            {busy === "model" && asking && <span role="status">{t("qualify.model.waiting")}</span>}
          </span>
          {actions[step.name]}
        </>
      }
    >
      {step.name === "sent" && <SentText prepared={step.prepared} />}
      {step.name === "found" && <ModelFound read={step.read} />}
      {step.name === "text" && (
        <form id={form} onSubmit={byRules} className="grid grid-cols-2 gap-3">
          <div className="col-span-full">
            {file === null ? (
              <Field label={t("qualify.read.words")}>
                <Textarea rows={10} value={text} onChange={({ target }) => setText(target.value)} />
              </Field>
            ) : (
              <ChosenFile path={file} onForget={() => setFile(null)} />
            )}
          </div>
          <div className="col-span-full flex flex-wrap items-center gap-2">
            <Button
              size="sm"
              icon={<FileText className="size-3.5" aria-hidden="true" />}
              onClick={() => void choose()}
            >
              {t("qualify.read.choose_file")}
            </Button>
            <span className="min-w-0 flex-1 text-2xs text-subtle">{t("qualify.read.or_drop")}</span>
            {model?.is_on && (
              <Button size="sm" disabled={!hasText || busy !== null} onClick={() => void prepare(true)}>
                {t("qualify.model.look")}
              </Button>
            )}
          </div>
          <Field label={t("qualify.read.kind")}>
            <Select
              value={kind}
              onValue={(value) => setKind(value as Kind)}
              options={KINDS.map((value) => ({ value, label: t(`qualify.read.kinds.${value}`) }))}
            />
          </Field>
          <Field label={t("qualify.note.source")}>
            <Input
              value={source}
              maxLength={300}
              placeholder={t("qualify.note.source_example")}
              onChange={({ target }) => setSource(target.value)}
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}

/** What a text is as long as nobody says: what is typed and mails are replies, other files documents. */
function kindOf(file: string | null): Kind {
  return file === null || endsWith(file, ["eml"]) ? "reply" : "document";
}

/** The file that is read in place of a text. */
function ChosenFile({ path, onForget }: { path: string; onForget: () => void }) {
  const t = useT();
  return (
    <div className="flex items-center gap-2 rounded-lg border border-divider px-3 py-2">
      <FileText className="size-4 shrink-0 text-muted" aria-hidden="true" />
      <span data-selectable className="min-w-0 flex-1 truncate" title={path}>
        {path.split(/[\\/]/).at(-1)}
      </span>
      <IconButton
        size="sm"
        label={t("qualify.read.forget_file")}
        icon={<X className="size-3.5" aria-hidden="true" />}
        onClick={onForget}
      />
    </div>
  );
}
