import clsx from "clsx";
import { Check, Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { SignalView } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";
import { IconButton } from "~/ui/IconButton";
import { Tag } from "~/ui/Tag";
import { changes, isCounted, judge, type Verdict } from "../data/judge";
import { quoteWords, signalName, sourceName } from "../words";

type SignalsProps = { signals: readonly SignalView[]; onNote: () => void; onRead: () => void };

/** What was found out, to accept or reject: by button, or with J, K, A and R while the focus is among them. */
export function Signals({ signals, onNote, onRead }: SignalsProps) {
  const t = useT();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const place = signals.findIndex(({ id }) => id === at);
  const current = signals[place];
  const move = (step: 1 | -1) => {
    const rows = list.current?.querySelectorAll<HTMLElement>("[data-signal]");
    rows?.[Math.min(signals.length - 1, Math.max(0, place + step))]?.focus();
  };
  const say = (verdict: Verdict) => current && void judge(current, verdict);
  const here = { group: "record", enabled: current !== undefined } as const;
  useCommands([
    { id: "signals.next", title: "qualify.card.next", keys: ["j", "down"], run: () => move(1), ...here },
    {
      id: "signals.previous",
      title: "qualify.card.previous",
      keys: ["k", "up"],
      run: () => move(-1),
      ...here,
    },
    { id: "signals.accept", title: "qualify.card.accept", keys: ["a"], run: () => say("accept"), ...here },
    { id: "signals.reject", title: "qualify.card.reject", keys: ["r"], run: () => say("reject"), ...here },
    { id: "signals.note", group: "record", title: "qualify.note.title", keys: ["s"], run: onNote },
    { id: "signals.read", group: "record", title: "qualify.read.title", keys: ["t"], run: onRead },
  ]);
  return (
    <section aria-labelledby="record-signals">
      <div className="mb-1.5 flex items-center gap-2">
        <h3 id="record-signals" className="flex-1 font-semibold text-muted text-xs">
          {t("qualify.card.signals")}
        </h3>
        <Button size="sm" variant="ghost" command="signals.read" onClick={onRead}>
          {t("qualify.read.open")}
        </Button>
        <Button
          size="sm"
          icon={<Plus className="size-3.5" aria-hidden="true" />}
          command="signals.note"
          onClick={onNote}
        >
          {t("qualify.note.title")}
        </Button>
      </div>
      {signals.length === 0 && <p className="text-subtle">{t("qualify.card.empty")}</p>}
      <ul
        ref={list}
        onBlur={({ relatedTarget }) => !list.current?.contains(relatedTarget) && setAt(null)}
        className="flex flex-col gap-0.5"
      >
        {signals.map((signal, index) => (
          <SignalRow
            key={signal.id}
            signal={signal}
            reached={at === null ? index === 0 : at === signal.id}
            onFocus={() => setAt(signal.id)}
          />
        ))}
      </ul>
    </section>
  );
}

type SignalRowProps = { signal: SignalView; reached: boolean; onFocus: () => void };

function SignalRow({ signal, reached, onFocus }: SignalRowProps) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const name = signalName(signal.code, t);
  const act = (verdict: Verdict, icon: typeof Check, label: string) => {
    const Icon = icon;
    return (
      <IconButton
        size="sm"
        label={t("qualify.card.judge", { action: label, signal: name })}
        command={`signals.${verdict}`}
        aria-pressed={!changes(signal, verdict)}
        icon={<Icon className="size-3.5" aria-hidden="true" />}
        onClick={() => void judge(signal, verdict)}
      />
    );
  };
  return (
    <li onFocus={onFocus} className="group/signal flex items-start gap-1 rounded-md hover:bg-hover">
      <button
        type="button"
        data-signal
        data-focus="inset"
        aria-expanded={open}
        tabIndex={reached ? 0 : -1}
        onClick={() => setOpen(!open)}
        className="min-w-0 flex-1 rounded-md px-1.5 py-1 text-left"
      >
        <span className="flex items-center gap-1.5">
          <span
            className={clsx(
              "truncate",
              !isCounted(signal) && signal.status !== "proposed" && "text-subtle line-through",
            )}
          >
            {name}
          </span>
          {signal.status === "rejected" && <Tag tone="danger">{t("qualify.card.statuses.rejected")}</Tag>}
          {signal.status === "expired" && <Tag>{t("qualify.card.statuses.expired")}</Tag>}
          {signal.status === "proposed" && <Tag tone="warning">{t("qualify.card.statuses.proposed")}</Tag>}
          {signal.status === "found" && <Tag tone="info">{t("qualify.card.statuses.found")}</Tag>}
        </span>
        {signal.quote && (
          <span className={clsx("block text-muted", open ? "break-words" : "truncate")}>
            {quoteWords({ code: signal.code, quote: signal.quote }, t, format)}
          </span>
        )}
        <span className={clsx("block text-2xs text-subtle", open ? "break-words" : "truncate")}>
          {[sourceName(signal.source, t), signal.source_name, format.date(signal.date)]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </button>
      <span className="flex shrink-0 pt-1 pr-1">
        {act("accept", Check, t("qualify.card.accept"))}
        {act("reject", X, t("qualify.card.reject"))}
      </span>
    </li>
  );
}
