import clsx from "clsx";
import { Copy, WandSparkles } from "lucide-react";
import { useRef, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { FieldView, ValueView } from "~/ipc";
import { copyText } from "~/platform/clipboard";
import { IconButton } from "~/ui/IconButton";
import { Tooltip } from "~/ui/Tooltip";
import { toast } from "~/ui/toast";
import { shownValue } from "../list/cells";
import { FieldEditor } from "./FieldEditor";
import { Line } from "./Line";
import { SourceText } from "./SourceText";

const COPIED = new Set(["email", "phone", "url"]);

type FieldLineProps = {
  field: FieldView;
  name: string;
  /** None for a field that is being added. */
  value: ValueView | undefined;
  editable: boolean;
  editing: boolean;
  showSource: boolean;
  onEdit: (editing: boolean) => void;
  onValue: (value: string) => void;
};

/** A field and its value; the tooltip tells where it comes from, a click edits it. */
export function FieldLine(props: FieldLineProps) {
  const { field, name, value, editable, editing, showSource, onEdit, onValue } = props;
  const t = useT();
  const format = useFormat();
  const line = useRef<HTMLDivElement>(null);
  const [asFound, setAsFound] = useState(false);
  const clean = asFound ? null : (value?.clean ?? null);
  const text = value ? shownValue(field, clean ?? value.value, format, t) : "";
  const copy = async () => {
    const done = await copyText(clean ?? value?.value ?? "");
    toast({ text: t(done ? "common.copied" : "common.copy_failed") });
  };
  const stop = () => {
    onEdit(false);
    requestAnimationFrame(() => line.current?.querySelector("button")?.focus());
  };
  const shown = (
    <span
      data-selectable={editable ? undefined : true}
      className={clsx("block min-w-0", field.kind === "long_text" ? "whitespace-pre-wrap" : "truncate")}
    >
      {text || <span className="text-subtle">{t("records.fields.empty")}</span>}
    </span>
  );
  return (
    <Line ref={line} name={name} className="group/field">
      {editing ? (
        <FieldEditor
          field={field}
          label={name}
          value={value?.value ?? ""}
          onCancel={stop}
          onDone={(next) => {
            if (next !== (value?.value ?? "")) onValue(next);
            stop();
          }}
        />
      ) : (
        <div className="flex min-w-0 items-center gap-1">
          {editable ? (
            <Tooltip
              label={value ? <SourceText source={value.source} /> : t("records.fields.edit", { field: name })}
            >
              <button
                type="button"
                aria-label={`${t("records.fields.edit", { field: name })}: ${text || t("records.fields.empty")}`}
                onClick={() => onEdit(true)}
                className="-mx-1.5 min-w-0 flex-1 rounded-md px-1.5 py-1 text-left transition-colors hover:bg-hover"
              >
                {shown}
              </button>
            </Tooltip>
          ) : (
            <span className="min-w-0 flex-1 py-1">{shown}</span>
          )}
          {value && value.clean !== null && (
            <IconButton
              size="sm"
              label={
                asFound
                  ? t("records.clean.show_clean", { field: name })
                  : t("records.clean.show_found", { field: name })
              }
              icon={<WandSparkles className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
              onClick={() => setAsFound(!asFound)}
            />
          )}
          {value && COPIED.has(field.kind) && (
            <IconButton
              size="sm"
              label={t("records.fields.copy", { field: name })}
              icon={<Copy className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
              onClick={() => void copy()}
              className="opacity-0 focus-visible:opacity-100 group-hover/field:opacity-100"
            />
          )}
        </div>
      )}
      {showSource && value && (
        <p className="truncate pb-1 text-2xs text-subtle">
          <SourceText source={value.source} />
        </p>
      )}
    </Line>
  );
}
