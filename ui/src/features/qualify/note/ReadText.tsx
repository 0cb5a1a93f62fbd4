import { type FormEvent, useId, useState } from "react";
import { translate, useT } from "~/i18n";
import { commands, errorOf, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input, Textarea } from "~/ui/Input";
import { Select } from "~/ui/Select";
import { tellChange } from "../data/judge";

const KINDS = ["reply", "note", "document", "press", "job_ad", "page", "tender"] as const;
type Kind = (typeof KINDS)[number];

/** What was found in a text that had nothing new. */
type Found = "nothing" | "known";

/** Reads a text about a prospect: the signals in it are noted, and wait to be reviewed. */
export function ReadText({ prospect, onClose }: { prospect: string; onClose: () => void }) {
  const t = useT();
  const form = useId();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<Kind>("reply");
  const [source, setSource] = useState("");
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || busy) return;
    const same = sameWorkspace();
    setBusy(true);
    setFound(null);
    setError(null);
    try {
      const read = await unwrap(
        commands.signalsRead({ prospect, kind, source: source.trim() || null }, text),
      );
      if (!same()) return;
      if (read.added.length > 0) {
        onClose();
        await tellChange(translate("qualify.read.done", { count: read.added.length }));
      } else {
        setFound(read.known > 0 ? "known" : "nothing");
      }
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("qualify.read.title")}
      description={t("qualify.read.text")}
      width="lg"
      actions={
        <>
          <span className="flex-1 text-xs">
            {error !== null && (
              <span role="alert" className="text-danger">
                {errorSentence(errorOf(error), t)}
              </span>
            )}
            {found && <span role="status">{t(`qualify.read.${found}`)}</span>}
          </span>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabled={text.trim() === ""}>
            {t("qualify.read.submit")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid grid-cols-2 gap-3">
        <div className="col-span-full">
          <Field label={t("qualify.read.words")}>
            <Textarea rows={10} value={text} onChange={({ target }) => setText(target.value)} />
          </Field>
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
    </Dialog>
  );
}
