import clsx from "clsx";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type MessageKey, useT } from "~/i18n";
import type { DescriptionView, GradesView } from "~/ipc";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { Screen } from "~/ui/Screen";
import { DescriptionForm } from "./DescriptionForm";
import { useDescription, useDescriptions } from "./data";
import { EXAMPLES } from "./examples";
import { jsonOf, type Kind, type Texts } from "./forms";
import { Scores, scoreAll } from "./Scores";

/** What is shown at the right: a saved description, a new one, or nothing. */
type Shown = { kind: Kind; id: string } | { kind: Kind; start: Texts } | null;

/** Who is sold to, and what: what the score is made from besides signals. */
export default function DescribeScreen() {
  const t = useT();
  const [shown, setShown] = useState<Shown>(null);
  const [grades, setGrades] = useState<GradesView | null>(null);
  const saved = async (kind: Kind, { id }: DescriptionView) => {
    setShown({ kind, id });
    setGrades(await scoreAll());
  };
  const choose = (next: Shown) => setShown(next);
  return (
    <Screen title={t("shell.screen.qualify")}>
      <div className="flex min-h-0 flex-1">
        <nav
          aria-label={t("qualify.describe.list")}
          className="flex w-60 shrink-0 flex-col gap-5 overflow-y-auto border-divider border-r p-3 pt-5 max-md:w-44"
        >
          <Names kind="icp" shown={shown} onShow={choose} />
          <Names kind="offer" shown={shown} onShow={choose} />
        </nav>
        <div className="min-w-0 flex-1 overflow-y-auto px-6 pt-6">
          <div className="max-w-160">
            <Scores grades={grades} onGrades={setGrades} />
            {shown === null && <p className="text-muted">{t("qualify.describe.text")}</p>}
            {shown && "id" in shown && (
              <Saved
                key={`${shown.kind}-${shown.id}`}
                kind={shown.kind}
                id={shown.id}
                onSaved={(view) => void saved(shown.kind, view)}
                onGone={() => setShown(null)}
              />
            )}
            {shown && "start" in shown && (
              <DescriptionForm
                key={JSON.stringify(shown)}
                kind={shown.kind}
                id={null}
                what={JSON.parse(jsonOf(shown.kind, shown.start, {})) as object}
                versions={[]}
                onSaved={(view) => void saved(shown.kind, view)}
                onGone={() => setShown(null)}
              />
            )}
          </div>
        </div>
      </div>
    </Screen>
  );
}

type NamesProps = { kind: Kind; shown: Shown; onShow: (shown: Shown) => void };

/** The descriptions of a kind, and ways to begin a new one. */
function Names({ kind, shown, onShow }: NamesProps) {
  const t = useT();
  const { data = [] } = useDescriptions(kind);
  return (
    <section aria-labelledby={`names-${kind}`} className="flex flex-col gap-1">
      <h2 id={`names-${kind}`} className="px-2 font-semibold text-muted text-xs">
        {t(`qualify.describe.${kind}s` as MessageKey)}
      </h2>
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
          </button>
        );
      })}
      <Button
        variant="ghost"
        size="sm"
        className="self-start"
        icon={<Plus className="size-3.5" aria-hidden="true" />}
        onClick={() => onShow({ kind, start: {} })}
      >
        {t("qualify.describe.empty_form")}
      </Button>
      {data.length === 0 &&
        Object.entries(EXAMPLES[kind]).map(([name, start]) => {
          const label = t(`qualify.describe.examples.${kind}_${name}` as MessageKey);
          return (
            <Button
              key={name}
              variant="ghost"
              size="sm"
              className="self-start"
              onClick={() => onShow({ kind, start: { ...start, name: label } })}
            >
              {t("qualify.describe.example", { name: label })}
            </Button>
          );
        })}
    </section>
  );
}

type SavedProps = {
  kind: Kind;
  id: string;
  onSaved: (saved: DescriptionView) => void;
  onGone: () => void;
};

function Saved({ kind, id, onSaved, onGone }: SavedProps) {
  const { data, error, refetch } = useDescription(kind, id);
  if (error) return <ErrorState inline error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <DescriptionForm
      key={data.versions[0]?.version}
      kind={kind}
      id={id}
      what={data.what}
      versions={data.versions}
      onSaved={onSaved}
      onGone={onGone}
    />
  );
}
