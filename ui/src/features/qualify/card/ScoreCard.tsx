import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import { ErrorState } from "~/ui/ErrorState";
import { Card } from "~/ui/Screen";
import { useExplanation, useSignals } from "../data/score";
import { NoteSignal } from "../note/NoteSignal";
import { ReadText } from "../note/ReadText";
import { Bars } from "./Bars";
import { GradeBadge } from "./GradeBadge";
import { Points } from "./Points";
import { Signals } from "./Signals";
import { Why } from "./Why";

/** How ready a prospect is to buy, why, and what was found out. */
export default function ScoreCard({ prospect }: { prospect: string }) {
  const t = useT();
  const format = useFormat();
  const { data: explanation, error, refetch } = useExplanation(prospect);
  const found = useSignals(prospect);
  const [noting, setNoting] = useState(false);
  const [reading, setReading] = useState(false);
  const failed = error ?? found.error;
  if (failed) {
    const again = () => void (error ? refetch() : found.refetch());
    return <ErrorState inline error={failed} onRetry={again} />;
  }
  if (!explanation) return <Card className="h-46">{null}</Card>;
  const { score } = explanation;
  const signals = found.data ?? [];
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <section aria-label={t("qualify.card.title")}>
          <div className="mb-3 flex items-center gap-2.5">
            <GradeBadge grade={score.grade} label={t("qualify.card.grade", { grade: score.grade })} />
            <span data-selectable className="font-semibold text-xl tabular-nums">
              {format.number(score.final)}
            </span>
            <span className="flex-1" />
            <span className="text-subtle text-xs">
              {t("qualify.card.confidence", { share: format.percent(score.confidence) })}
            </span>
          </div>
          <Bars score={score} />
        </section>
      </Card>
      <Why explanation={explanation} signals={signals} />
      <Points score={score} />
      <Signals signals={signals} onNote={() => setNoting(true)} onRead={() => setReading(true)} />
      {noting && <NoteSignal prospect={prospect} onClose={() => setNoting(false)} />}
      {reading && <ReadText prospect={prospect} onClose={() => setReading(false)} />}
    </div>
  );
}
