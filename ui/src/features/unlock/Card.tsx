import clsx from "clsx";
import type { FormEvent, ReactNode } from "react";
import { useT } from "~/i18n";
import { Logo } from "~/ui/Logo";
import { RestoreActions, RestoreFields, useRestore } from "~/ui/security/restore";

type CardProps = {
  title: string;
  detail: string;
  onSubmit: () => void;
  /** What stands under the card. */
  below?: ReactNode;
  wide?: boolean;
  children: ReactNode;
};

/** A form in the middle of a window that shows no workspace. */
export function Card({ title, detail, onSubmit, below, wide = false, children }: CardProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto bg-surface p-8" data-pane="content">
      <form
        onSubmit={submit}
        className={clsx(
          "mt-auto flex max-w-full flex-col gap-4 rounded-xl border border-divider bg-raised p-6 shadow-lg",
          wide ? "w-120" : "w-90",
        )}
      >
        <div className="flex items-center gap-3">
          <Logo size={32} />
          <div className="min-w-0">
            <h1 className="font-semibold text-lg">{title}</h1>
            <p className="truncate text-subtle text-xs" title={detail}>
              {detail}
            </p>
          </div>
        </div>
        {children}
      </form>
      <div className="mt-3 mb-auto flex flex-wrap justify-center gap-1">{below}</div>
    </main>
  );
}

/** Restores a backup into a folder of its own. */
export function RestoreCard({ file, onBack }: { file: string; onBack: () => void }) {
  const t = useT();
  const restore = useRestore({ file, ownFolder: true });
  return (
    <Card
      title={t("onboarding.restore.title")}
      detail={t("onboarding.restore.beside")}
      onSubmit={restore.start}
      wide
    >
      <RestoreFields restore={restore} />
      <div className="flex justify-end gap-2">
        <RestoreActions restore={restore} onBack={onBack} />
      </div>
    </Card>
  );
}
