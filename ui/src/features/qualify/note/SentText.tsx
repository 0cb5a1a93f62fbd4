import { useFormat, useT } from "~/i18n";
import type { PreparedView } from "~/ipc";
import { Suspected } from "./Suspected";

/** What would be sent to the model, word for word. */
export function SentText({ prepared }: { prepared: PreparedView }) {
  const t = useT();
  const format = useFormat();
  const tokens = { tokens: format.number(prepared.tokens), left: format.number(prepared.left_today) };
  return (
    <div className="flex flex-col gap-3">
      {prepared.is_suspected && <Suspected reasons={prepared.reasons} />}
      <p className="text-muted">
        {prepared.is_known
          ? t("qualify.model.is_known")
          : t("qualify.model.goes_to", { host: prepared.host, model: prepared.model, ...tokens })}
        {prepared.notices.includes("truncated") && ` ${t("qualify.model.truncated")}`}
      </p>
      {(["user", "system"] as const).map((part) => (
        <section key={part} aria-label={t(`qualify.model.${part}`)}>
          <h3 className="mb-1 font-medium text-muted text-xs">{t(`qualify.model.${part}`)}</h3>
          <pre
            data-selectable
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keys
            tabIndex={0}
            className="max-h-48 overflow-auto whitespace-pre-wrap break-words rounded-lg border border-divider bg-surface px-3 py-2 font-mono text-xs"
          >
            {prepared[part]}
          </pre>
        </section>
      ))}
    </div>
  );
}
