import clsx from "clsx";
import { Plus } from "lucide-react";
import { type MessageKey, type Translate, useT } from "~/i18n";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { Menu, MenuItem, MenuLabel } from "~/ui/Menu";
import { useDescriptions } from "./data";
import { draftKey, type Shown, useDescribing } from "./drafts";
import { EXAMPLES } from "./examples";
import type { Kind } from "./forms";

/** What an example is called. */
export const exampleName = (kind: Kind, example: string, t: Translate): string =>
  t(`qualify.describe.examples.${kind}_${example}` as MessageKey);

type NamesProps = { kind: Kind; shown: Shown | null; onShow: (shown: Shown) => void };

/** The descriptions of a kind, and ways to begin a new one. */
export function Names({ kind, shown, onShow }: NamesProps) {
  const t = useT();
  const { data = [], error, refetch } = useDescriptions(kind);
  const drafts = useDescribing((state) => state.drafts);
  return (
    <section aria-labelledby={`names-${kind}`} className="flex flex-col gap-1">
      <h2 id={`names-${kind}`} className="px-2 font-semibold text-muted text-xs">
        {t(`qualify.describe.${kind}s` as MessageKey)}
      </h2>
      {error && <ErrorState inline error={error} onRetry={() => void refetch()} />}
      {data.map(({ id, name }) => {
        const current = shown !== null && "id" in shown && shown.id === id;
        return (
          <button
            key={id}
            type="button"
            aria-current={current ? "true" : undefined}
            onClick={() => onShow({ kind, id })}
            className={clsx(
              "min-h-7 truncate rounded-md px-2 text-left",
              current ? "bg-hover font-medium" : "text-muted hover:bg-hover hover:text-fg",
            )}
          >
            {name}
            {drafts[draftKey({ kind, id })] && (
              <span className="text-subtle text-xs"> · {t("qualify.describe.draft")}</span>
            )}
          </button>
        );
      })}
      <Menu
        trigger={
          <Button
            variant="ghost"
            size="sm"
            className="self-start"
            icon={<Plus className="size-3.5" aria-hidden="true" />}
          >
            {t(`qualify.describe.new_${kind}` as MessageKey)}
          </Button>
        }
      >
        <MenuItem onSelect={() => onShow({ kind, example: null })}>
          {t("qualify.describe.empty_form")}
        </MenuItem>
        <MenuLabel>{t("qualify.describe.from_example")}</MenuLabel>
        {Object.keys(EXAMPLES[kind]).map((example) => (
          <MenuItem key={example} onSelect={() => onShow({ kind, example })}>
            {exampleName(kind, example, t)}
          </MenuItem>
        ))}
      </Menu>
      {data.length === 0 &&
        !error &&
        Object.keys(EXAMPLES[kind]).map((example) => (
          <Button
            key={example}
            variant="ghost"
            size="sm"
            className="self-start"
            onClick={() => onShow({ kind, example })}
          >
            {t("qualify.describe.example", { name: exampleName(kind, example, t) })}
          </Button>
        ))}
    </section>
  );
}
