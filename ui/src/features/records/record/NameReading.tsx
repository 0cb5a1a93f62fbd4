import { ArrowLeftRight, UserRoundPen } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useT } from "~/i18n";
import { commands, errorOf, type NameView, unwrap } from "~/ipc";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { IconButton } from "~/ui/IconButton";
import { Input } from "~/ui/Input";
import { Popover } from "~/ui/Popover";
import { toastUndo } from "~/ui/toast";
import { readName } from "../data/name";
import { Line } from "./Line";

type NameReadingProps = { id: string; name: NameView };

/** How the name of a prospect is read, open for correction. */
export function NameReading({ id, name }: NameReadingProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const read = [name.title, readName(name), name.suffix].filter(Boolean).join(" ");
  return (
    <Line name={t("records.clean.name")}>
      <Popover
        open={open}
        onOpen={setOpen}
        label={t("records.clean.name")}
        className="w-80"
        trigger={
          <button
            type="button"
            aria-label={t("records.clean.check", { name: read })}
            className="-mx-1.5 flex w-[calc(100%+0.75rem)] min-w-0 items-center gap-1.5 rounded-md px-1.5 py-1 text-left transition-colors hover:bg-hover"
          >
            <span className="min-w-0 truncate">{read}</span>
            <UserRoundPen className="size-3.5 shrink-0 text-subtle" strokeWidth={1.8} aria-hidden="true" />
          </button>
        }
      >
        <ReadingForm id={id} name={name} onClose={() => setOpen(false)} />
      </Popover>
    </Line>
  );
}

const PARTS = ["title", "first", "middle", "last", "suffix"] as const;

function ReadingForm({ id, name, onClose }: NameReadingProps & { onClose: () => void }) {
  const t = useT();
  const [parts, setParts] = useState({
    title: name.title,
    first: name.first,
    middle: name.middle,
    last: name.last,
    suffix: name.suffix,
  });
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (parts.first.trim() === "" && parts.last.trim() === "") {
      setError(t("records.clean.empty"));
      return;
    }
    setBusy(true);
    try {
      const { change } = await unwrap(commands.nameCorrect({ id, ...parts }));
      const text = t("records.clean.saved", { found: name.found, name: readName(parts) });
      toastUndo(text, () => requestUndo(change));
      onClose();
    } catch (thrown) {
      setError(errorSentence(errorOf(thrown), t));
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      <div className="text-xs">
        <p className="text-muted">{t("records.clean.found_label")}</p>
        <p data-selectable className="break-words font-medium text-fg">
          {name.found}
        </p>
        <p className="text-subtle">{t(name.corrected ? "records.clean.corrected" : "records.clean.guess")}</p>
      </div>
      <div className="grid grid-cols-2 gap-2">
        {PARTS.map((part) => (
          <Field
            key={part}
            label={t(`records.clean.${part}`)}
            {...(part === "last" && error !== null ? { error } : {})}
          >
            <Input
              value={parts[part]}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setError(null);
                setParts({ ...parts, [part]: event.target.value });
              }}
            />
          </Field>
        ))}
        <div className="flex items-end justify-end">
          <IconButton
            label={t("records.clean.swap")}
            icon={<ArrowLeftRight className="size-4" strokeWidth={1.8} aria-hidden="true" />}
            onClick={() => setParts({ ...parts, first: parts.last, last: parts.first })}
          />
        </div>
      </div>
      <p className="text-subtle text-xs">{t("records.clean.hint")}</p>
      <Button type="submit" variant="primary" busy={busy} className="self-end">
        {t("records.clean.save")}
      </Button>
    </form>
  );
}
