import { useState } from "react";
import { translate, useT } from "~/i18n";
import { commands, unwrap } from "~/ipc";
import { Button } from "../Button";
import { Field } from "../Field";
import { Textarea } from "../Input";
import { toast, toastError } from "../toast";

/** Who is responsible for the data: said once, in every notice from then on. */
export function Responsible({ responsible }: { responsible: string }) {
  const t = useT();
  const [text, setText] = useState(responsible);
  const keep = () =>
    void unwrap(commands.responsibleSet(text)).then(
      () => toast({ text: translate("notice.dialog.responsible_saved"), tone: "success" }),
      toastError,
    );
  return (
    <div className="flex items-end gap-2">
      <div className="flex-1">
        <Field label={t("notice.dialog.responsible")} hint={t("notice.dialog.responsible_hint")}>
          <Textarea rows={2} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </div>
      <Button disabled={text.trim() === responsible.trim()} onClick={keep}>
        {t("notice.dialog.responsible_save")}
      </Button>
    </div>
  );
}
