import { Copy, RotateCcw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type Translate, useT } from "~/i18n";
import { type AppError, errorOf } from "~/ipc";
import { copyText } from "~/platform/clipboard";
import { Button } from "./Button";
import { errorKind, errorSentence } from "./errors";
import { toast } from "./toast";

/** What helps, as a sentence; nothing when there is nothing to add. */
function adviceOf(error: AppError, t: Translate): string {
  const { action } = errorKind(error.code);
  return action === "none" ? "" : t(`errors.action.${action}`);
}

type ErrorStateProps = {
  /** What was thrown. */
  error: unknown;
  /** What is as it was, where that is known. */
  kept?: string;
  onRetry?: () => void;
  /** Other ways on, before the copying of details. */
  actions?: ReactNode;
  /** Instead of the whole screen, a block inside it. */
  inline?: boolean;
};

/** What happened, what was kept, what to do. The copied details carry no personal data. */
export function ErrorState({ error, kept, onRetry, actions, inline = false }: ErrorStateProps) {
  const t = useT();
  const detail = errorOf(error);
  const copy = async () => {
    const done = await copyText(`${detail.code}\n${detail.report}`.trim());
    toast({ text: t(done ? "common.copied" : "common.copy_failed") });
  };
  return (
    <div
      role="alert"
      className={
        inline
          ? "rounded-lg border border-divider bg-raised p-4"
          : "flex flex-1 items-center justify-center p-8"
      }
    >
      <div className="flex max-w-120 gap-3">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-danger-soft text-danger">
          <TriangleAlert className="size-4" aria-hidden="true" />
        </span>
        <div>
          <h2 className="font-semibold text-md">{errorSentence(detail, t)}</h2>
          {kept && <p className="mt-1 text-muted">{kept}</p>}
          <p className="mt-1 text-muted">{adviceOf(detail, t)}</p>
          <div className="mt-3 flex flex-wrap gap-2">
            {onRetry && (
              <Button onClick={onRetry} icon={<RotateCcw className="size-3.5" aria-hidden="true" />}>
                {t("common.retry")}
              </Button>
            )}
            {actions}
            <Button variant="ghost" onClick={copy} icon={<Copy className="size-3.5" aria-hidden="true" />}>
              {t("errors.copy_details")}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}
