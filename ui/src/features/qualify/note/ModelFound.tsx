import { type MessageKey, useT } from "~/i18n";
import type { ModelReadView } from "~/ipc";
import { Tag } from "~/ui/Tag";
import { signalName } from "../words";
import { Suspected } from "./Suspected";

/** What a model found in a text, and what of its answer is not believed. */
export function ModelFound({ read }: { read: ModelReadView }) {
  const t = useT();
  const { added, known, refused } = read;
  return (
    <div className="flex flex-col gap-3">
      {read.is_suspected && <Suspected reasons={read.reasons} />}
      <p role="status" className="text-muted">
        {added.length > 0
          ? t(read.is_suspected ? "qualify.model.proposed" : "qualify.model.found", { count: added.length })
          : t(known > 0 ? "qualify.read.known" : "qualify.read.nothing")}
      </p>
      {added.length > 0 && (
        <ul className="flex flex-col gap-2">
          {added.map((signal) => (
            <li key={signal.id} className="rounded-lg border border-divider px-3 py-2">
              <span className="flex items-center gap-1.5">
                <span className="font-medium">{signalName(signal.code, t)}</span>
                <Tag tone="info">{t(`qualify.card.statuses.${signal.status}` as MessageKey)}</Tag>
              </span>
              {signal.quote && (
                <span className="block break-words text-muted">
                  {t("qualify.card.quote", { quote: signal.quote })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <details>
          <summary className="text-muted text-xs">
            {t("qualify.model.refused", { count: refused.length })}
          </summary>
          <ul className="mt-1 list-disc pl-5 text-subtle text-xs">
            {refused.map(({ code, reason }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              <li key={place}>
                {t("qualify.model.refusal", {
                  signal: code === null ? t("qualify.model.unnamed") : signalName(code, t),
                  reason: t(`qualify.document.refusals.${reason}` as MessageKey),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
