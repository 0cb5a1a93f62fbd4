import clsx from "clsx";
import { useId, useState } from "react";
import { useFormat, useLanguage, useT } from "~/i18n";
import {
  Channel,
  commands,
  type Entity,
  type ExportFormat,
  type ExportProgress,
  errorOf,
  type Selection,
  unwrap,
} from "~/ipc";
import { copyText } from "~/platform/clipboard";
import { chooseTarget } from "~/platform/dialogs";
import { Button } from "~/ui/Button";
import { CheckboxField } from "~/ui/Checkbox";
import { Dialog } from "~/ui/Dialog";
import { Progress } from "~/ui/Progress";
import { toast, toastError } from "~/ui/toast";
import { type ExportChoice, exportInput, fileName, usualChoice } from "./input";

const FORMATS: readonly ExportFormat[] = ["csv", "xlsx", "json"];

type ExportDialogProps = {
  entity: Entity;
  selection: Selection;
  /** How many records the selection holds. */
  count: number;
  /** The fields that the list shows. */
  shown: readonly string[];
  onClose: () => void;
};

/** Asks how to write the chosen records to a file, and writes it. */
export function ExportDialog({ entity, selection, count, shown, onClose }: ExportDialogProps) {
  const t = useT();
  const language = useLanguage();
  const [choice, setChoice] = useState(() => usualChoice(language));
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const change = (part: Partial<ExportChoice>) => setChoice({ ...choice, ...part });

  const write = async (path: string) => {
    setProgress({ rows: 0, total: count });
    const channel = new Channel<ExportProgress>(setProgress);
    const input = exportInput(entity, selection, shown, choice, path);
    const done = await unwrap(commands.exportRun(input, channel));
    toast({
      text: t("export.done", { count: done.rows, path: done.path }),
      tone: "success",
      action: { label: t("export.copy_path"), run: () => void copyText(done.path) },
    });
    onClose();
  };
  const run = async () => {
    const name = fileName(t(`export.file_${entity}`), choice.format, new Date());
    const kind = { name: t(`export.${choice.format}`), extensions: [choice.format] };
    const path = await chooseTarget(t("export.choose_title"), name, [kind]);
    if (path !== null) await write(path);
  };
  const start = () =>
    void run().catch((thrown: unknown) => {
      setProgress(null);
      if (errorOf(thrown).code === "cancelled") toast({ text: t("export.stopped") });
      else toastError(thrown);
    });

  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("export.title")}
      description={t("export.what", { count })}
      dismissible={progress === null}
      actions={
        progress ? (
          <Running progress={progress} />
        ) : (
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant="primary" onClick={start}>
              {t("export.choose")}
            </Button>
          </>
        )
      }
    >
      <fieldset disabled={progress !== null} className="flex flex-col gap-4">
        <legend className="sr-only">{t("export.title")}</legend>
        <Choices
          label={t("export.format")}
          value={choice.format}
          onValue={(format) => change({ format })}
          options={FORMATS.map((value) => ({
            value,
            label: t(`export.${value}`),
            hint: t(`export.${value}_hint`),
          }))}
        />
        <Choices
          label={t("export.fields")}
          value={choice.fields}
          onValue={(fields) => change({ fields })}
          options={[
            { value: "shown" as const, label: t("export.shown", { count: shown.length }) },
            { value: "all" as const, label: t("export.all") },
          ]}
        />
        {choice.format === "csv" && (
          <fieldset aria-label={t("export.options")} className="flex flex-col gap-2.5">
            <CheckboxField
              label={t("export.bom")}
              hint={t("export.bom_hint")}
              checked={choice.byteOrderMark}
              onChecked={(byteOrderMark) => change({ byteOrderMark })}
            />
            <CheckboxField
              label={t("export.semicolon")}
              hint={t("export.semicolon_hint")}
              checked={choice.semicolon}
              onChecked={(semicolon) => change({ semicolon })}
            />
          </fieldset>
        )}
        {choice.format !== "json" && <p className="text-subtle text-xs">{t("export.formulas")}</p>}
      </fieldset>
    </Dialog>
  );
}

function Running({ progress: { rows, total } }: { progress: ExportProgress }) {
  const t = useT();
  const format = useFormat();
  const [stopping, setStopping] = useState(false);
  const stop = () => {
    setStopping(true);
    void unwrap(commands.exportStop()).catch((thrown: unknown) => {
      setStopping(false);
      toastError(thrown);
    });
  };
  const words = t("export.running", { done: format.number(rows), total: format.number(total) });
  return (
    <>
      <Progress label={t("export.title")} share={total > 0 ? rows / total : null} className="flex-1" />
      <span className="whitespace-nowrap text-muted tabular-nums">{words}</span>
      <Button disabled={stopping} onClick={stop}>
        {t(stopping ? "shell.job.stopping" : "export.stop")}
      </Button>
    </>
  );
}

type ChoicesProps<Value extends string> = {
  label: string;
  value: Value;
  onValue: (value: Value) => void;
  options: readonly { value: Value; label: string; hint?: string }[];
};

/** One of a few, as cards side by side. */
function Choices<Value extends string>({ label, value, onValue, options }: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      {/* Floating, as WebKit counts the height of a legend twice in a flex box. */}
      <legend className="float-left mb-1.5 w-full font-medium text-muted text-xs">{label}</legend>
      <div className="clear-both grid auto-cols-fr grid-flow-col gap-2">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              "relative flex min-h-9 flex-col rounded-md border px-3 py-1.5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-1",
              option.hint === undefined && "justify-center",
              option.value === value ? "border-accent bg-accent-soft" : "border-divider hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValue(option.value)}
              className="absolute inset-0 appearance-none opacity-0"
            />
            <span className="font-medium">{option.label}</span>
            {option.hint && <span className="text-subtle text-xs">{option.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
