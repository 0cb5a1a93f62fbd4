import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { ExplanationView, PartView, SentenceView, SignalView } from "~/ipc";
import { linesOf } from "../data/score";
import { quoteWords, sourceName } from "../words";

type WhyProps = { explanation: ExplanationView; signals: readonly SignalView[] };

/** What there is to say of a score, and what stands behind each sentence. */
export function Why({ explanation: { score, sentences }, signals }: WhyProps) {
  const t = useT();
  // The first says what the head of the card says, as does that somebody set it; what is unknown is asked there.
  const told = sentences
    .slice(score.override ? 2 : 1)
    .filter(({ dim, signal }) => dim === null || signal !== null);
  return (
    <section aria-label={t("qualify.card.why", { total: score.final })}>
      <h3 className="mb-2 font-semibold text-muted text-xs">
        {t("qualify.card.why", { total: score.final })}
      </h3>
      <ul className="flex flex-col gap-2">
        {told.map((sentence) => (
          <Sentence
            key={sentence.text}
            sentence={sentence}
            signal={signals.find(({ id }) => id === sentence.signal)}
            part={linesOf(score.breakdown).find(({ signal }) => signal === sentence.signal)}
          />
        ))}
      </ul>
    </section>
  );
}

type SentenceProps = {
  sentence: SentenceView;
  signal: SignalView | undefined;
  part: Pick<PartView, "code" | "source" | "date" | "quote"> | undefined;
};

function Sentence({ sentence, signal, part }: SentenceProps) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  if (!part?.source) {
    return (
      <li data-selectable className="border-divider border-l-2 pl-2.5">
        {sentence.text}
      </li>
    );
  }
  const where = [sourceName(part.source, t), signal?.source_name].filter(Boolean).join(" · ");
  return (
    <li className="border-accent border-l-2 pl-1">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-1 rounded-md px-1 py-0.5 text-left hover:bg-hover"
      >
        <ChevronRight
          className={clsx("mt-0.5 size-3.5 shrink-0 text-subtle transition-transform", open && "rotate-90")}
          aria-hidden="true"
        />
        <span className="min-w-0">{sentence.text}</span>
      </button>
      {open && (
        <div className="mt-1 pl-5.5">
          {part.quote && (
            <blockquote data-selectable className="break-words text-muted italic">
              {quoteWords({ code: part.code, quote: part.quote }, t, format)}
            </blockquote>
          )}
          <p data-selectable className="break-words text-2xs text-subtle">
            {where}
            {part.date && ` · ${format.date(part.date)} · ${format.relative(part.date)}`}
          </p>
        </div>
      )}
    </li>
  );
}
