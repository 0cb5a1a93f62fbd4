import { useState } from "react";
import { useT } from "~/i18n";
import type { DescriptionView, GradesView } from "~/ipc";
import { ErrorState } from "~/ui/ErrorState";
import { Screen } from "~/ui/Screen";
import { DescriptionForm } from "./DescriptionForm";
import { useDescription } from "./data";
import { draftKey, type Shown, showDescription, useDescribing } from "./drafts";
import { EXAMPLES } from "./examples";
import { jsonOf, type Kind, type Texts } from "./forms";
import { exampleName, Names } from "./Names";
import { Scores, scoreAll } from "./Scores";

/** Who is sold to, and what: what the score is made from besides signals. */
export default function DescribeScreen() {
  const t = useT();
  const shown = useDescribing((state) => state.shown);
  const [grades, setGrades] = useState<GradesView | null>(null);
  const saved = async (kind: Kind, { id }: DescriptionView) => {
    showDescription({ kind, id });
    setGrades(await scoreAll());
  };
  return (
    <Screen title={t("shell.screen.qualify")}>
      <div className="flex min-h-0 flex-1">
        <nav
          aria-label={t("qualify.describe.list")}
          className="flex w-60 shrink-0 flex-col gap-5 overflow-y-auto border-divider border-r p-3 pt-5 max-md:w-44"
        >
          <Names kind="icp" shown={shown} onShow={showDescription} />
          <Names kind="offer" shown={shown} onShow={showDescription} />
        </nav>
        <div className="min-w-0 flex-1 overflow-y-auto px-6 pt-6 max-xl:scroll-pb-60">
          <div className="max-w-240">
            <Scores grades={grades} onGrades={setGrades} />
            {shown === null && <p className="text-muted">{t("qualify.describe.text")}</p>}
            {shown && "id" in shown && (
              <Saved key={draftKey(shown)} shown={shown} onSaved={(view) => void saved(shown.kind, view)} />
            )}
            {shown && "example" in shown && (
              <DescriptionForm
                key={draftKey(shown)}
                shown={shown}
                what={beginning(shown.kind, shown.example, (example) => exampleName(shown.kind, example, t))}
                versions={[]}
                onSaved={(view) => void saved(shown.kind, view)}
                onGone={() => showDescription(null)}
              />
            )}
          </div>
        </div>
      </div>
    </Screen>
  );
}

/** What a new description begins with. */
function beginning(kind: Kind, example: string | null, nameOf: (example: string) => string): object {
  const texts: Texts = example === null ? {} : { ...EXAMPLES[kind][example], name: nameOf(example) };
  return JSON.parse(jsonOf(kind, texts, {})) as object;
}

type SavedProps = {
  shown: Extract<Shown, { id: string }>;
  onSaved: (saved: DescriptionView) => void;
};

function Saved({ shown, onSaved }: SavedProps) {
  const { data, error, refetch } = useDescription(shown.kind, shown.id);
  if (error) return <ErrorState inline error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <DescriptionForm
      key={data.versions[0]?.version}
      shown={shown}
      what={data.what}
      versions={data.versions}
      onSaved={onSaved}
      onGone={() => showDescription(null)}
    />
  );
}
