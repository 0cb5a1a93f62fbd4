import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronLeft, FileDown, Undo2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useFormat, useT } from "~/i18n";
import { commands, type ImportDetail, type ImportView, type RowOutcome, unwrap } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { navigate, useRoute } from "~/platform/navigation";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorState } from "~/ui/ErrorState";
import { IconButton } from "~/ui/IconButton";
import { Card, Screen, ScreenLoading } from "~/ui/Screen";
import { Tabs } from "~/ui/Tabs";
import type { BigTableHandle } from "~/ui/table";
import { OUTCOMES, OutcomeBar, OutcomeNumbers } from "../Outcomes";
import { NearLine } from "../run/NearLine";
import { closeFinished, resumeImport } from "../session/store";
import { canUndo, failedRows, saveFailures } from "../start/imports";
import { StatusTag } from "../start/StatusTag";
import { DecideBar } from "./DecideBar";
import { canDecide } from "./decide";
import { ImportedRows } from "./ImportedRows";
import { MappingChip } from "./MappingChip";
import { OddValues } from "./OddValues";
import { RawRowPanel } from "./RawRowPanel";

/** The tab of what was odd about values. */
const ODD = "odd";

const toList = () => {
  closeFinished();
  navigate({ screen: "import" });
};

/** An import that was: its counts, its rows and their reasons, and the way back. */
export function DetailScreen({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["imports", id],
    queryFn: () => unwrap(commands.importShow(id)),
    meta: { kinds: ["imports", "history", "prospects"] },
  });
  if (data) return <Detail detail={data} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <ScreenLoading />;
}

function Detail({ detail }: { detail: ImportDetail }) {
  const t = useT();
  const format = useFormat();
  const { import: view, rows } = detail;
  const { decide, odd: showOdd } = useRoute().params;
  const [chosen, setChosen] = useState<string>(
    decide !== undefined ? "review" : showOdd !== undefined ? ODD : "all",
  );
  const [cursor, setCursor] = useState(0);
  const [peek, setPeek] = useState(decide !== undefined);
  const odd = detail.issues.length > 0 && (chosen === ODD || rows.length === 0);
  const tab = odd ? ODD : rows.some(({ outcome }) => outcome === chosen) ? chosen : "all";
  const shown = useMemo(
    () => (tab === "all" ? rows : rows.filter(({ outcome }) => outcome === tab)),
    [rows, tab],
  );
  const show = (next: string) => {
    setChosen(next);
    setCursor(0);
  };
  // In the list of those that wait, the next one takes the place of a row that is decided.
  const goToNext = () => {
    if (tab === "review") return;
    const next = shown.findIndex(({ outcome }, index) => index > cursor && outcome === "review");
    if (next >= 0) setCursor(next);
  };
  const place = Math.min(cursor, shown.length - 1);
  const peeked = peek ? shown[place] : undefined;
  const table = useRef<BigTableHandle>(null);
  const leave = peeked ? () => setPeek(false) : toList;
  useCommands([
    {
      id: "import.back",
      group: "general",
      title: "import.detail.back",
      keys: ["esc"],
      paletteHidden: true,
      run: leave,
    },
  ]);
  const listed = rows.length > 0;
  // The keys of the list work at once, also after the panel that took its place.
  const focuses = peeked === undefined || decide !== undefined;
  useEffect(() => {
    if (listed && focuses) table.current?.focus();
  }, [listed, focuses]);
  const listedWith = (outcome: RowOutcome) => rows.filter((row) => row.outcome === outcome).length;
  // Rows that became prospects are listed in part; of all others the import knows the number.
  const countOf = (outcome: RowOutcome) =>
    outcome === "created" ? listedWith(outcome) : view.counts[outcome];
  const outcomes = OUTCOMES.filter((outcome) => listedWith(outcome) > 0);
  const all = outcomes.reduce((sum, outcome) => sum + countOf(outcome), 0);
  const tabs = [
    ...(rows.length > 0 ? [{ id: "all", label: t("import.detail.all"), count: format.number(all) }] : []),
    ...outcomes.map((outcome) => ({
      id: outcome,
      label: t(`import.outcomes.${outcome}`),
      count: format.number(countOf(outcome)),
    })),
    ...(view.odd_values > 0
      ? [{ id: ODD, label: t("import.check.issues"), count: format.number(view.odd_values) }]
      : []),
  ];
  return (
    <Screen
      title={view.kind === "sample" ? t("import.list.sample") : view.file_name}
      detail={t("import.detail.of", { date: format.dateTime(view.started_at) })}
      lead={<StatusTag status={view.status} />}
      actions={<DetailActions view={view} />}
      panel={
        peeked && (
          <RawRowPanel
            key={peeked.row}
            detail={detail}
            row={peeked}
            onDecided={goToNext}
            onClose={() => setPeek(false)}
          />
        )
      }
    >
      <div className="flex min-h-0 flex-1 flex-col px-6 py-[18px]">
        <Summary detail={detail} />
        {canDecide(view) && peeked?.outcome !== "review" && (
          <DecideBar
            view={view}
            onOneByOne={() => {
              show("review");
              setPeek(true);
            }}
          />
        )}
        {tabs.length === 0 ? (
          <EmptyState title={t("import.detail.none")} />
        ) : (
          <>
            <Tabs
              label={t("import.detail.tabs")}
              tabs={tabs}
              active={tab}
              onActive={show}
              controls="import-rows"
              className="mt-3.5 mb-1.5 shrink-0 overflow-x-auto"
            />
            <div
              id="import-rows"
              role="tabpanel"
              className={clsx(
                "flex min-h-40 flex-1 flex-col overflow-hidden",
                !odd && "rounded-lg border border-divider",
              )}
            >
              {odd ? (
                <OddValues detail={detail} />
              ) : (
                <>
                  <ImportedRows
                    table={table}
                    rows={shown}
                    cursor={place}
                    onCursor={setCursor}
                    onPeek={() => setPeek(!peek)}
                    onEscape={leave}
                  />
                  <p className="border-divider border-t bg-surface px-3 py-1.5 text-subtle text-xs tabular-nums">
                    {view.counts.created > 0 && `${t("import.detail.created_hidden")} `}
                    {rows.length < all && t("import.detail.first", { n: format.number(rows.length) })}
                  </p>
                </>
              )}
            </div>
          </>
        )}
      </div>
    </Screen>
  );
}

function DetailActions({ view }: { view: ImportView }) {
  const t = useT();
  return (
    <>
      {failedRows(view) > 0 && view.status !== "undone" && (
        <Button
          icon={<FileDown className="size-4" strokeWidth={1.8} aria-hidden="true" />}
          title={t("import.list.failures")}
          onClick={() => void saveFailures(view)}
        >
          <span className="max-[1000px]:sr-only">{t("import.list.failures")}</span>
        </Button>
      )}
      {view.status === "interrupted" && (
        <Button variant="primary" onClick={() => void resumeImport(view).then(toList)}>
          {t("import.list.resume")}
        </Button>
      )}
      {canUndo(view) && (
        <Button
          icon={<Undo2 className="size-4" strokeWidth={1.8} aria-hidden="true" />}
          title={t("import.list.undo")}
          onClick={() => requestUndo(view.change)}
        >
          <span className="max-[1000px]:sr-only">{t("import.list.undo")}</span>
        </Button>
      )}
      <IconButton
        label={t("import.detail.back")}
        command="import.back"
        icon={<ChevronLeft className="size-4" aria-hidden="true" />}
        onClick={toList}
      />
    </>
  );
}

function Summary({ detail }: { detail: ImportDetail }) {
  const t = useT();
  const format = useFormat();
  const { import: view } = detail;
  const facts = [
    [t("import.detail.rows"), format.number(view.rows)],
    ...(view.kind === "file" ? [[t("import.detail.policy"), t(`import.policy.${view.on_match}`)]] : []),
    ...(view.kind === "file" ? [[t("import.near.about"), t(`import.near.${view.on_near}`)]] : []),
    [t("import.detail.time"), format.duration(Math.max(0.1, view.seconds))],
  ];
  return (
    <Card className="shrink-0 px-4 py-3.5">
      <OutcomeBar counts={view.counts} className="mb-3.5" />
      <OutcomeNumbers counts={view.counts} />
      <NearLine view={view} className="mt-3.5 border-divider border-t pt-2.5" />
      <div className="mt-3.5 flex items-center gap-6 border-divider border-t pt-2.5 text-xs">
        <dl className="flex flex-1 flex-wrap gap-x-8 gap-y-1">
          {facts.map(([name, value]) => (
            <div key={name} className="flex gap-2">
              <dt className="font-medium">{name}</dt>
              <dd className="text-muted tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        {detail.headers.length > 0 && <MappingChip headers={detail.headers} mapping={detail.mapping} />}
      </div>
    </Card>
  );
}
