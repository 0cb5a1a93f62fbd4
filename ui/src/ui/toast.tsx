import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState } from "react";
import { create } from "zustand";
import { translate, useT } from "~/i18n";
import { errorOf } from "~/ipc";
import { onForget } from "~/platform/session";
import { errorKind, errorSentence } from "./errors";

type Tone = "neutral" | "success" | "danger";
type ToastInput = {
  text: string;
  tone?: Tone;
  /** A button; usually Undo. */
  action?: { label: string; run: () => void };
};
type Toast = ToastInput & { id: number };

/** How long a toast stays, in ms; the clock stands still while the pointer or the focus is on it. */
const STAY_MS = 10_000;
const MOST = 3;

let next = 1;
const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

onForget(() => useToasts.setState({ toasts: [] }));

function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }));
}

/** Says that something is done; gives the function that takes it away. */
export function toast(input: ToastInput): () => void {
  const id = next++;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, { ...input, id }].slice(-MOST) }));
  return () => dismiss(id);
}

/** Says that something is done and offers to take it back. */
export function toastUndo(text: string, undo: () => void): () => void {
  return toast({ text, tone: "success", action: { label: translate("common.undo"), run: undo } });
}

/** Says what went wrong. */
export function toastError(thrown: unknown): () => void {
  const error = errorOf(thrown);
  return toast({
    text: errorSentence(error, translate),
    tone: errorKind(error.code).severity === "info" ? "neutral" : "danger",
  });
}

const ICONS = {
  neutral: <Info className="size-4 shrink-0 text-subtle" aria-hidden="true" />,
  success: <CircleCheck className="size-4 shrink-0 text-success" aria-hidden="true" />,
  danger: <CircleAlert className="size-4 shrink-0 text-danger" aria-hidden="true" />,
};

function ToastCard({ toast: { id, text, tone = "neutral", action } }: { toast: Toast }) {
  const t = useT();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), STAY_MS);
    return () => clearTimeout(timer);
  }, [held, id]);
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex min-h-9 w-fit max-w-120 animate-pop items-center gap-2.5 rounded-lg border border-divider bg-raised py-1 pr-1 pl-3 shadow-lg"
    >
      {ICONS[tone]}
      <span data-selectable className="min-w-0 flex-1 py-1">
        {text}
      </span>
      {action && (
        <button
          type="button"
          onClick={() => {
            action.run();
            dismiss(id);
          }}
          className="h-6 rounded-md px-2 font-medium text-accent hover:bg-hover"
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={t("common.dismiss")}
        onClick={() => dismiss(id)}
        className="flex size-6 items-center justify-center rounded-md text-subtle hover:bg-hover hover:text-fg"
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </li>
  );
}

/** Where toasts appear: above the buttons at the foot of a screen. Stands once in the window. */
export function Toaster() {
  const t = useT();
  const toasts = useToasts((state) => state.toasts);
  return (
    <section
      aria-label={t("common.notifications")}
      aria-live="polite"
      data-notices
      className="pointer-events-none fixed right-4 bottom-22 z-50"
    >
      <ol className="pointer-events-auto flex flex-col items-end gap-2">
        {toasts.map((one) => (
          <ToastCard key={one.id} toast={one} />
        ))}
      </ol>
    </section>
  );
}
