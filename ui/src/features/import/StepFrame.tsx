import { type ReactNode, useEffect, useRef } from "react";
import { useFormat, useT } from "~/i18n";
import { Screen } from "~/ui/Screen";
import { Steps } from "~/ui/Steps";
import { canShow, type Session, STEPS } from "./session/state";
import { goTo, useImport } from "./session/store";

type StepFrameProps = { session: Session; footer?: ReactNode; children: ReactNode };

/** The frame of every step: the file, where one stands, the content, the way on. */
export function StepFrame({ session, footer, children }: StepFrameProps) {
  const t = useT();
  const format = useFormat();
  const more = useImport((state) => state.queue.length);
  const content = useRef<HTMLElement>(null);
  // The focus begins on the content: Enter goes on, screen readers start at the top.
  useEffect(() => content.current?.focus({ preventScroll: true }), []);
  const free = session.step !== "file" && canShow(session, "file");
  return (
    <Screen
      title={t("import.title")}
      detail={
        <>
          {session.name}
          {session.step === "file" && session.file && (
            <span className="max-[1000px]:hidden"> · {format.fileSize(session.file.bytes)}</span>
          )}
          {more > 0 && ` · ${t("import.queue", { count: more })}`}
        </>
      }
      actions={
        <Steps
          label={t("import.steps.label")}
          steps={STEPS.map((id) => ({ id, label: t(`import.steps.${id}`) }))}
          current={session.step}
          {...(free ? { onStep: (id) => goTo(STEPS.find((step) => step === id) ?? "file") } : {})}
        />
      }
      footer={footer}
    >
      <section
        ref={content}
        aria-label={t(`import.steps.${session.step}`)}
        tabIndex={-1}
        data-pane-focus
        className="flex min-h-0 flex-1 flex-col focus-visible:outline-none"
      >
        {children}
      </section>
    </Screen>
  );
}
