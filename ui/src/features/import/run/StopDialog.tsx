import { useFormat, useT } from "~/i18n";
import type { StopImport } from "~/ipc";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";

type StopDialogProps = {
  /** Rows that are in. */
  rows: number;
  /** Whether all rows are in: then they can only stay or go. */
  late: boolean;
  onStop: (how: StopImport) => void;
  onClose: () => void;
};

/** Asks what becomes of the rows that are in already; the import goes on meanwhile. */
export function StopDialog({ rows, late, onStop, onClose }: StopDialogProps) {
  const t = useT();
  const format = useFormat();
  const offered = late ? (["roll_back"] as const) : (["keep", "roll_back"] as const);
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("import.stop.title")}
      description={t(late ? "import.stop.late_text" : "import.stop.text", {
        count: rows,
        n: format.number(rows),
      })}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t(late ? "import.stop.finish" : "import.stop.go_on")}
          </Button>
          <div className="flex-1" />
          <Button variant="danger" onClick={() => onStop("roll_back")}>
            {t("import.stop.roll_back")}
          </Button>
          {!late && (
            <Button variant="primary" onClick={() => onStop("keep")}>
              {t("import.stop.keep")}
            </Button>
          )}
        </>
      }
    >
      <dl className="flex flex-col gap-2">
        {offered.map((how) => (
          <div key={how}>
            <dt className="font-medium">{t(`import.stop.${how}`)}</dt>
            <dd className="text-muted text-xs">{t(`import.stop.${how}_text`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
