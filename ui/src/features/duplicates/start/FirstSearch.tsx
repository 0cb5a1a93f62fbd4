import { Copy, History, ListChecks, Scale } from "lucide-react";
import { useT } from "~/i18n";
import { useCommands } from "~/platform/keyboard";
import { Button } from "~/ui/Button";
import { search } from "../data/search";

const TEACHING = [
  { id: "compare", icon: Scale },
  { id: "choose", icon: ListChecks },
  { id: "back", icon: History },
] as const;

/** What the screen is for, as long as nothing was searched. */
export function FirstSearch() {
  const t = useT();
  useCommands([
    {
      id: "duplicates.search",
      group: "general",
      title: "duplicates.first.search",
      keys: ["enter"],
      run: () => void search(),
    },
  ]);
  return (
    <div className="flex min-h-0 flex-1 overflow-y-auto p-8">
      <div className="m-auto w-140 max-w-full text-center">
        <div className="mx-auto mb-[18px] flex size-14 items-center justify-center rounded-xl bg-accent-soft text-accent">
          <Copy className="size-6.5" strokeWidth={1.8} aria-hidden="true" />
        </div>
        <h2 className="font-semibold text-xl">{t("duplicates.first.title")}</h2>
        <p className="mt-2 mb-[22px] text-balance text-muted">{t("duplicates.first.text")}</p>
        <Button variant="primary" size="lg" command="duplicates.search" onClick={() => void search()}>
          {t("duplicates.first.search")}
        </Button>
        <ul className="mt-8 grid grid-cols-3 gap-5 text-left max-sm:grid-cols-1">
          {TEACHING.map(({ id, icon: Icon }) => (
            <li key={id}>
              <Icon className="mb-1.5 size-4 text-subtle" strokeWidth={1.8} aria-hidden="true" />
              <p className="font-medium">{t(`duplicates.first.teach.${id}`)}</p>
              <p className="mt-0.5 text-muted text-xs">{t(`duplicates.first.teach.${id}_text`)}</p>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
