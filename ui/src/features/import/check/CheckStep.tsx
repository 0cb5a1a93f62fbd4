import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { CheckView } from "~/ipc";
import { ErrorState } from "~/ui/ErrorState";
import { Card } from "~/ui/Screen";
import { Tabs } from "~/ui/Tabs";
import { OUTCOMES, OutcomeBar, OutcomeNumbers, rowsOf } from "../Outcomes";
import { StepFooter } from "../StepFooter";
import { StepFrame } from "../StepFrame";
import { isOutdated, type Session } from "../session/state";
import { check, goTo, runImport } from "../session/store";
import { WorkProgress } from "../WorkProgress";
import { CheckedRows } from "./CheckedRows";
import { Corrections } from "./Corrections";
import { Issues } from "./Issues";

/** The dry run: what would come of each row, and what can be put right before. */
export function CheckStep({ session }: { session: Session }) {
  const t = useT();
  const { work, error, file } = session;
  const known = session.check;
  const toColumns = () => goTo("columns");
  if (work === "check") {
    return (
      <StepFrame
        session={session}
        footer={<StepFooter esc back={{ label: t("common.back"), run: toColumns }} />}
      >
        <WorkProgress
          title={t("import.progress.checking_title", { file: session.name })}
          text={t("import.progress.check_text")}
          progress={session.progress}
          expected={file?.rows ?? 0}
          onCancel={toColumns}
        />
      </StepFrame>
    );
  }
  return (
    <StepFrame session={session} footer={<CheckFooter session={session} />}>
      {error != null && (
        <ErrorState error={error} kept={t("errors.kept.nothing_changed")} onRetry={() => void check()} />
      )}
      {error == null && known && <Result session={session} view={known.view} />}
    </StepFrame>
  );
}

function CheckFooter({ session }: { session: Session }) {
  const t = useT();
  const back = { label: t("common.back"), run: () => goTo("columns") };
  const view = session.check?.view;
  if (!view || session.error != null) return <StepFooter esc back={back} />;
  if (isOutdated(session)) {
    const count = session.fixes.length;
    const label = count > 0 ? t("import.check.again_with", { count }) : t("import.check.again");
    return (
      <StepFooter
        esc
        back={back}
        hint={t("import.check.again_hint")}
        next={{ label, run: () => void check() }}
      />
    );
  }
  const { created, updated, merged, review } = view.counts;
  // Rows that lead to two prospects come in undecided.
  const nothing = created + updated + merged + review + view.new_companies === 0;
  return (
    <StepFooter
      esc
      back={back}
      hint={t(nothing ? "import.check.nothing" : "import.check.next_hint")}
      next={{
        label: t("import.check.next", { count: rowsOf(view.counts) }),
        run: () => void runImport(),
        disabled: nothing,
      }}
    />
  );
}

function Result({ session, view }: { session: Session; view: CheckView }) {
  const t = useT();
  const format = useFormat();
  const listed = OUTCOMES.filter((outcome) => view.counts[outcome] > 0 && outcome !== "created");
  const companies = view.rows.some(({ outcome }) => outcome === "created");
  const shown = companies ? (["created", ...listed] as const) : listed;
  const [tab, setTab] = useState<string>(view.issues.length > 0 ? "issues" : (listed[0] ?? "issues"));
  const outcome = shown.find((one) => one === tab);
  const tabs = [
    { id: "issues", label: t("import.check.issues"), count: format.number(view.issues.length) },
    ...shown.map((one) => ({
      id: one,
      label: t(`import.outcomes.${one}`),
      count: format.number(view.counts[one]),
    })),
    ...(session.fixes.length > 0
      ? [{ id: "fixes", label: t("import.check.fixes"), count: format.number(session.fixes.length) }]
      : []),
  ];
  return (
    <div className="flex min-h-0 flex-1 flex-col px-6 py-[18px]">
      <Summary view={view} />
      <Tabs
        label={t("import.check.tabs")}
        tabs={tabs}
        active={tabs.some(({ id }) => id === tab) ? tab : "issues"}
        onActive={setTab}
        controls="check-details"
        className="mt-3.5 mb-1.5 shrink-0 overflow-x-auto"
      />
      <div id="check-details" role="tabpanel" className="flex min-h-40 flex-1 flex-col">
        {outcome ? (
          <CheckedRows key={outcome} view={view} outcome={outcome} />
        ) : tab === "fixes" && session.fixes.length > 0 ? (
          <Corrections session={session} />
        ) : (
          <Issues session={session} issues={view.issues} />
        )}
      </div>
    </div>
  );
}

function Summary({ view }: { view: CheckView }) {
  const t = useT();
  const format = useFormat();
  const { email, linkedin, phone, in_file, in_workspace } = view.matches;
  const by = { email, linkedin, phone };
  const where = { in_file, in_workspace };
  const told = (counts: Record<string, number>, keys: readonly (keyof typeof by | keyof typeof where)[]) =>
    keys
      .filter((key) => (counts[key] ?? 0) > 0)
      .map((key) => `${format.number(counts[key] ?? 0)} ${t(`import.check.${key}`)}`)
      .join(" · ");
  return (
    <Card className="shrink-0 px-4 py-3.5">
      <div className="mb-2.5 flex items-baseline justify-between gap-4">
        <h2 className="font-semibold text-md">{t("import.check.result")}</h2>
        <span className="text-muted tabular-nums">
          {t("import.check.sum", { count: rowsOf(view.counts) })}
        </span>
      </div>
      <OutcomeBar counts={view.counts} className="mb-3.5" />
      <OutcomeNumbers counts={view.counts} />
      <dl className="mt-3.5 flex flex-wrap gap-x-8 gap-y-1 border-divider border-t pt-2.5 text-xs">
        <div className="flex gap-2">
          <dt className="font-medium">{t("import.check.matches")}</dt>
          <dd className="text-muted tabular-nums">
            {email + linkedin + phone === 0
              ? t("import.check.matches_none")
              : `${told(by, ["email", "linkedin", "phone"])} — ${told(where, ["in_file", "in_workspace"])}`}
          </dd>
        </div>
        <div className="flex gap-2">
          <dt className="font-medium">{t("import.check.companies")}</dt>
          <dd className="text-muted tabular-nums">{format.number(view.new_companies)}</dd>
        </div>
      </dl>
    </Card>
  );
}
