import { type ReactNode, useEffect, useRef } from "react";
import { useT } from "~/i18n";
import { Screen } from "~/ui/Screen";
import { Steps } from "~/ui/Steps";
import { canShow, type Session, STEPS } from "./session/state";
import { goTo, useImport } from "./session/store";

type StepFrameProps = { session: Session; footer?: ReactNode; children: ReactNode };

/** The frame of every step: the file, where one stands, the content, the way on. */
export function StepFrame({ session, footer, children }: StepFrameProps) {
  const t = useT();
  const more = useImport((state) => state.queue.length);
  const content = useRef<HTMLDivElement>(null);
  // The focus begins on the content: Enter goes on, screen readers start at the top.
  useEffect(() => content.current?.focus({ preventScroll: true }), []);
  const free = session.step !== "file" && canShow(session, "file");
  return (
    <Screen
      title={t("import.title")}
      detail={
        <>
          {session.name}
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
      <div
        ref={content}
        tabIndex={-1}
        data-pane-focus
        className="flex min-h-0 flex-1 flex-col focus-visible:outline-none"
      >
        {children}
      </div>
    </Screen>
  );
}
