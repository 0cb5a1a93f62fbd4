import { ScrollText, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { translate, useFormat, useT } from "~/i18n";
import type { ScoreView } from "~/ipc";
import { endsWith, useDropTaker } from "~/platform/files";
import { useCommands } from "~/platform/keyboard";
import { ErrorState } from "~/ui/ErrorState";
import { IconButton } from "~/ui/IconButton";
import { useChanceWords } from "~/ui/outcomes/calibration";
import { Card } from "~/ui/Screen";
import { toast } from "~/ui/toast";
import { useExplanation, useSignals } from "../data/score";
import { ScoreHistory } from "../history/ScoreHistory";
import { NoteSignal } from "../note/NoteSignal";
import { ENDINGS, ReadText } from "../note/ReadText";
import { NoticeDialog } from "../notice/NoticeDialog";
import { SetByHand } from "../override/SetByHand";
import { SetScore } from "../override/SetScore";
import { Bars } from "./Bars";
import { GradeBadge } from "./GradeBadge";
import { Outcomes } from "./Outcomes";
import { Points } from "./Points";
import { Signals } from "./Signals";
import { Why } from "./Why";

const gradeAndTotal = ({ grade, final }: ScoreView) => ({ grade, total: final });

/** How ready a prospect is to buy, why, and what was found out. */
export default function ScoreCard({ prospect }: { prospect: string }) {
  const t = useT();
  const format = useFormat();
  const { data: explanation, error, refetch } = useExplanation(prospect);
  const found = useSignals(prospect);
  const shown = explanation && (explanation.score.override ?? gradeAndTotal(explanation.score));
  const chance = useChanceWords(shown?.grade);
  const [setting, setSetting] = useState(false);
  const [noting, setNoting] = useState(false);
  const [reading, setReading] = useState<{ file?: string } | null>(null);
  const [noticing, setNoticing] = useState(false);
  useCommands([
    {
      id: "score.set",
      group: "record",
      title: "qualify.override.title",
      keys: ["b"],
      enabled: explanation !== undefined,
      run: () => setSetting(true),
    },
  ]);
  const failed = error ?? found.error;
  useDropTaker({
    title: "qualify.read.drop_title",
    text: "qualify.read.drop_text",
    takes: (path) => endsWith(path, ENDINGS),
    take: (file, left) => {
      setReading({ file });
      if (left > 0) toast({ text: translate("qualify.read.one_file") });
    },
  });
  if (failed) {
    const again = () => void (error ? refetch() : found.refetch());
    return <ErrorState inline error={failed} onRetry={again} />;
  }
  if (!explanation || !shown) return <Card className="h-46">{null}</Card>;
  const { score } = explanation;
  const signals = found.data ?? [];
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <section aria-label={t("qualify.card.title")}>
          <div className="mb-3 flex items-center gap-2.5">
            <GradeBadge grade={shown.grade} label={t("qualify.card.grade", { grade: shown.grade })} />
            <span data-selectable className="font-semibold text-xl tabular-nums">
              {format.number(shown.total)}
            </span>
            <span className="flex-1" />
            <span className="text-subtle text-xs">
              {t("qualify.card.confidence", { share: format.percent(score.confidence) })}
            </span>
            <IconButton
              size="sm"
              label={t("notice.dialog.open")}
              side="top"
              icon={<ScrollText className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
              onClick={() => setNoticing(true)}
            />
            <IconButton
              size="sm"
              label={t("qualify.override.open")}
              command="score.set"
              icon={<SlidersHorizontal className="size-3.5" strokeWidth={1.8} aria-hidden="true" />}
              onClick={() => setSetting(true)}
            />
          </div>
          {chance && <p className="-mt-1 mb-3 text-muted text-xs">{chance}</p>}
          {score.override && <SetByHand prospect={prospect} score={score} set={score.override} />}
          <Bars score={score} />
        </section>
      </Card>
      <Why explanation={explanation} signals={signals} />
      <Points score={score} />
      <ScoreHistory prospect={prospect} />
      <Outcomes prospect={prospect} />
      <Signals signals={signals} onNote={() => setNoting(true)} onRead={() => setReading({})} />
      {setting && <SetScore prospect={prospect} score={score} onClose={() => setSetting(false)} />}
      {noticing && <NoticeDialog prospect={prospect} onClose={() => setNoticing(false)} />}
      {noting && <NoteSignal prospect={prospect} onClose={() => setNoting(false)} />}
      {reading && <ReadText prospect={prospect} given={reading.file} onClose={() => setReading(null)} />}
    </div>
  );
}
