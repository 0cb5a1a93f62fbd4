import type { ReactNode } from "react";
import type { MessageKey } from "~/i18n";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";

type StepFooterProps = {
  back: { label: string; run: () => void; disabled?: boolean };
  /** What comes next, or what stands in the way. */
  hint?: ReactNode;
  next?: { label: string; run: () => void; title?: MessageKey; disabled?: boolean; busy?: boolean };
  /** Whether Esc goes back. */
  esc?: boolean;
};

/** The way on and the way back of a step. */
export function StepFooter({ back, hint, next, esc = false }: StepFooterProps) {
  useCommands([
    {
      id: "import.next",
      group: "general",
      title: next?.title ?? "import.next_command",
      keys: ["enter", "mod+enter"],
      enabled: next !== undefined && !next.disabled && !next.busy,
      run: () => next?.run(),
    },
    {
      id: "import.back",
      group: "general",
      title: "common.back",
      keys: esc ? ["esc"] : [],
      enabled: !back.disabled,
      paletteHidden: true,
      run: back.run,
    },
  ]);
  return (
    <>
      <Button variant="ghost" onClick={back.run} disabled={back.disabled ?? false}>
        {back.label}
      </Button>
      <div className="flex-1" />
      <span className="min-w-0 text-right text-2xs text-subtle">{hint}</span>
      {next && (
        <Button
          variant="primary"
          size="lg"
          command="import.next"
          disabled={next.disabled ?? false}
          busy={next.busy ?? false}
          onClick={next.run}
        >
          {next.label}
        </Button>
      )}
    </>
  );
}
