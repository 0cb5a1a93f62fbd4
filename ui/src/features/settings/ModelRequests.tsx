import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import { commands, type ModelRequestView, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { ErrorState } from "~/ui/ErrorState";
import { toastError } from "~/ui/toast";
import { Row, Section } from "./Section";

/** What was sent to the model, to be seen word for word. */
export function ModelRequests() {
  const t = useT();
  const format = useFormat();
  const [shown, setShown] = useState<ModelRequestView | null>(null);
  const {
    data: requests = [],
    error,
    refetch,
  } = useQuery({
    queryKey: ["model_requests"],
    queryFn: () => unwrap(commands.modelRequestsList()),
    meta: { kinds: ["settings"] },
  });
  const forget = useMutation({
    mutationFn: () => unwrap(commands.modelRequestsForget()),
    onError: toastError,
  });
  const outcome = ({ outcome: of }: ModelRequestView) =>
    t(
      of === "answered" || of === "sent" ? `settings.model.outcomes.${of}` : "settings.model.outcomes.failed",
    );
  return (
    <Section title={t("settings.model.sent_title")} text={t("settings.model.sent_text")}>
      {error && <ErrorState inline error={error} onRetry={() => void refetch()} />}
      {!error && requests.length === 0 && <Row label={t("settings.model.sent_none")} />}
      {requests.map((request) => (
        <Row
          key={request.id}
          label={request.source ?? t("settings.model.sent_nameless")}
          hint={[
            format.dateTime(request.at),
            request.host,
            request.model,
            outcome(request),
            t("settings.model.tokens", { count: request.tokens }),
          ].join(" · ")}
        >
          {request.has_texts && (
            <Button size="sm" onClick={() => setShown(request)}>
              {t("settings.model.sent_show")}
            </Button>
          )}
        </Row>
      ))}
      {requests.some((request) => request.has_texts) && (
        <Row label={t("settings.model.forget")} hint={t("settings.model.forget_hint")}>
          <Button variant="danger" busy={forget.isPending} onClick={() => forget.mutate()}>
            {t("settings.model.forget_action")}
          </Button>
        </Row>
      )}
      {shown && <RequestTexts request={shown} onClose={() => setShown(null)} />}
    </Section>
  );
}

function RequestTexts({ request, onClose }: { request: ModelRequestView; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ["model_request", request.id],
    queryFn: () => unwrap(commands.modelRequestShow(request.id)),
    meta: { kinds: ["settings"] },
  });
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("settings.model.sent_title")}
      description={request.source ?? t("settings.model.sent_nameless")}
      width="lg"
      reading
      actions={
        <Button variant="primary" onClick={onClose}>
          {t("common.close")}
        </Button>
      }
    >
      {error && <ErrorState inline error={error} onRetry={() => void refetch()} />}
      {data &&
        (["user", "system", "answer"] as const).map(
          (part) =>
            data[part] && (
              <section key={part} className="mb-3" aria-label={t(`settings.model.parts.${part}`)}>
                <h3 className="mb-1 font-medium text-muted text-xs">{t(`settings.model.parts.${part}`)}</h3>
                <pre
                  data-selectable
                  className="whitespace-pre-wrap break-words rounded-lg border border-divider bg-surface px-3 py-2 font-mono text-xs"
                >
                  {data[part]}
                </pre>
              </section>
            ),
        )}
    </Dialog>
  );
}
