import { useT } from "~/i18n";
import type { ImportState } from "~/ipc";
import { Tag, type Tone } from "~/ui/Tag";

const TONES: Record<ImportState, Tone> = {
  running: "info",
  interrupted: "warning",
  done: "success",
  stopped: "warning",
  undone: "neutral",
};

/** How an import stands. */
export function StatusTag({ status }: { status: ImportState }) {
  const t = useT();
  return <Tag tone={TONES[status]}>{t(`import.status.${status}`)}</Tag>;
}
