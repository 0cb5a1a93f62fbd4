import { type FormEvent, useId, useState } from "react";
import { translate, useT } from "~/i18n";
import { commands, errorOf, type ScoreView, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { isoDay } from "~/ui/days";
import { errorSentence } from "~/ui/errors";
import { Field } from "~/ui/Field";
import { Input, Textarea } from "~/ui/Input";
import { Select } from "~/ui/Select";
import { tellChange } from "../data/judge";

const GRADES = ["A", "B", "C", "D", "X"] as const;

/** Days for which a score is set unless somebody says otherwise. */
const DAYS = 90;

const within = (days: number) => isoDay(new Date(Date.now() + days * 86_400_000));

type SetScoreProps = { prospect: string; score: ScoreView; onClose: () => void };

/** Sets the score of a prospect by hand, with a reason and an end. */
export function SetScore({ prospect, score, onClose }: SetScoreProps) {
  const t = useT();
  const form = useId();
  const set = score.override;
  const [grade, setGrade] = useState((set?.grade ?? score.grade).charAt(0));
  const [total, setTotal] = useState(set ? String(set.total) : "");
  const [reason, setReason] = useState(set?.reason ?? "");
  const [until, setUntil] = useState(set?.until ?? within(DAYS));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const same = sameWorkspace();
    setBusy(true);
    try {
      const number = total.trim() === "" ? null : Number(total);
      const made = await unwrap(
        commands.scoreSet({ prospect, total: number, grade: number === null ? grade : null, reason, until }),
      );
      if (!same()) return;
      onClose();
      await tellChange(translate("qualify.override.done", { total: made.override?.total ?? made.final }));
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("qualify.override.title")}
      description={t("qualify.override.text")}
      actions={
        <>
          <span className="flex-1 text-xs">
            {error !== null && (
              <span role="alert" className="text-danger">
                {errorSentence(errorOf(error), t)}
              </span>
            )}
          </span>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={busy}
            disabled={reason.trim() === "" || until === ""}
          >
            {t("qualify.override.submit")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="grid grid-cols-2 gap-3">
        <Field label={t("qualify.override.grade")}>
          <Select
            value={grade}
            disabled={total.trim() !== ""}
            onValue={setGrade}
            options={GRADES.map((value) => ({ value, label: t(`qualify.override.grades.${value}`) }))}
          />
        </Field>
        <Field label={t("qualify.override.total")} hint={t("qualify.override.total_hint")}>
          <Input
            type="number"
            min={0}
            max={100}
            value={total}
            placeholder="0–100"
            onChange={({ target }) => setTotal(target.value)}
          />
        </Field>
        <div className="col-span-full">
          <Field label={t("qualify.override.reason")}>
            <Textarea value={reason} maxLength={300} onChange={({ target }) => setReason(target.value)} />
          </Field>
        </div>
        <Field label={t("qualify.override.until")}>
          <Input
            type="date"
            value={until}
            min={within(0)}
            max={within(366)}
            placeholder={within(DAYS)}
            onChange={({ target }) => setUntil(target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
