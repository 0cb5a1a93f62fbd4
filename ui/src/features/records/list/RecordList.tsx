import { Plus } from "lucide-react";
import { Suspense, useEffect, useId, useMemo, useRef, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { Entity, Selection as Named } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { isFocusLost } from "~/platform/panes";
import { Button } from "~/ui/Button";
import { FilterChip } from "~/ui/Chip";
import { ErrorState } from "~/ui/ErrorState";
import { IconButton } from "~/ui/IconButton";
import { onDemand } from "~/ui/onDemand";
import { Announcer, Screen } from "~/ui/Screen";
import { SearchField } from "~/ui/SearchField";
import {
  BigTable,
  type BigTableHandle,
  EVERYTHING,
  NOTHING,
  selectedCount,
  TableSkeleton,
  useRowVersion,
} from "~/ui/table";
import { useDrafts } from "../create/draft";
import { changeRecords, editField, only } from "../data/change";
import { useFields, useFieldsError } from "../data/fields";
import { traitsOf } from "../entity";
import { FilterBar } from "../filters/FilterBar";
import { PeekPanel } from "../PeekPanel";
import { useViews } from "../views/useViews";
import { ViewActions } from "../views/ViewActions";
import { ViewTabs } from "../views/ViewTabs";
import { arrangeColumns } from "./arrangement";
import { BulkBar, type BulkForm } from "./BulkBar";
import { ColumnChooser } from "./ColumnChooser";
import { columnsAfter, layoutOf } from "./columns";
import { EmptyList } from "./EmptyList";
import { ListMenu } from "./ListMenu";
import { editAtOnce, type RecordRow } from "./rows";
import { namedSelection } from "./selection";
import { ask, isNarrowed, listStore, showChips } from "./state";
import { useColumns } from "./useColumns";
import { useListCommands } from "./useListCommands";
import type { RecordList as Answer } from "./useRecordList";
import { useSearchText } from "./useSearchText";

const ExportDialog = onDemand(() =>
  import("../export/ExportDialog").then((m) => ({ default: m.ExportDialog })),
);
const NewRecordDialog = onDemand(() =>
  import("../create/NewRecordDialog").then((m) => ({ default: m.NewRecordDialog })),
);
const ViewDialog = onDemand(() => import("../views/ViewDialog").then((m) => ({ default: m.ViewDialog })));

type Export = { selection: Named; count: number };
type RecordListProps = { entity: Entity; answer: Answer };

const rowId = (row: RecordRow) => row.id;

/** The list of prospects or companies: search, filters, views, table, preview, actions on many. */
export function RecordList({ entity, answer }: RecordListProps) {
  const t = useT();
  const format = useFormat();
  const tableId = useId();
  const traits = traitsOf(entity);
  const store = listStore(entity);
  const { query, chips, columns: choices, cursor, selection, peek } = store();
  const { view, pages, error, retry } = answer;
  const total = view?.total ?? 0;
  const fields = useFields(entity);
  const columns = useColumns(entity, choices);
  const layout = useMemo(() => layoutOf(choices), [choices]);
  const views = useViews(entity);
  const table = useRef<BigTableHandle>(null);
  const [form, setForm] = useState<BulkForm | null>(null);
  const [creating, setCreating] = useState(false);
  const resumed = useDrafts((drafts) => drafts[entity]?.wanted ?? false);
  const [exporting, setExporting] = useState<Export | null>(null);
  const [search, setSearch] = useSearchText(query.search, (text) => ask(entity, { search: text }));

  useRowVersion(pages);
  const row = pages.at(cursor);
  const count = selectedCount(selection, total);
  const named = namedSelection(selection, query);

  // Another question begins at the top; coming back to the list shows the row that was left.
  const asked = useRef(query);
  useEffect(() => {
    if (asked.current !== query) table.current?.reveal(0);
    asked.current = query;
  }, [query]);
  const ready = view !== undefined && fields.length > 0;
  const fieldsFault = useFieldsError(entity);
  const fault = error ?? fieldsFault.error;
  const again = () => {
    if (error) retry();
    if (fieldsFault.error) fieldsFault.retry();
  };
  useEffect(() => {
    if (!ready) return;
    table.current?.focus();
    const { cursor: left } = store.getState();
    if (left > 0) requestAnimationFrame(() => table.current?.reveal(left));
  }, [store, ready]);

  // The cursor follows its record, so the record has to be known. One that nobody has moved stays at the top.
  const current = pages.current(cursor)?.id;
  useEffect(() => {
    const { cursor: at, cursorId } = store.getState();
    if (current !== undefined && (at > 0 || cursorId !== null)) store.setState({ cursorId: current });
  }, [store, current]);

  const setCursor = (at: number) => store.setState({ cursor: at, cursorId: pages.current(at)?.id ?? null });
  const open = (record: RecordRow | undefined) =>
    record &&
    navigate({ screen: traits.screen, id: record.id, params: views.active ? { view: views.active.id } : {} });
  const clear = () => {
    store.setState({ selection: NOTHING });
    if (count > 0) table.current?.focus();
  };
  const target = count > 0 ? named : row && only(row.id);

  const everything: Export = { selection: { kind: "matching", query, except: [] }, count: total };
  const exportShown = () => setExporting(count > 0 ? { selection: named, count } : everything);

  useListCommands({
    archived: query.scope === "archived",
    enabled: target !== undefined,
    staged: traits.staged,
    hasOutcomes: entity === "prospect" && query.scope === "active",
    onNew: () => setCreating(true),
    onExport: exportShown,
    onArchive: () => {
      if (!target) return;
      const kind = query.scope === "archived" ? "restore" : "archive";
      void changeRecords(entity, target, { kind }).then((done) => done && clear());
    },
    onForm: (which) => {
      if (count === 0 && row) store.setState({ selection: { all: false, ids: new Set([row.id]) } });
      setForm(which);
    },
  });

  const editCell = (edited: RecordRow, field: string, value: string) =>
    void editAtOnce(pages, edited, field, value, () => editField(entity, edited.id, field, value));

  const narrowed = isNarrowed(query);
  const detail =
    view &&
    (narrowed
      ? t("records.count.of", { n: format.number(view.total), of: format.number(view.of) })
      : query.scope === "archived"
        ? t("records.count.archived", { n: format.number(view.of) })
        : format.number(view.of));

  const canSave = views.active ? views.changed : narrowed || query.sort.length > 0;
  // A view that was saved or removed takes the buttons with it that did so.
  const buttons = `${canSave} ${views.active?.id}`;
  const offered = useRef(buttons);
  useEffect(() => {
    if (offered.current !== buttons && isFocusLost()) table.current?.focus();
    offered.current = buttons;
  }, [buttons]);
  return (
    <Screen
      title={t(`records.${entity}.title`)}
      detail={detail}
      lead={
        <ViewTabs
          entity={entity}
          views={views.list}
          active={views.active?.id ?? null}
          controls={tableId}
          onRename={({ id, ...saved }) => views.ask({ ...saved, id })}
          onRemove={views.remove}
        />
      }
      actions={
        <>
          <SearchField
            primary
            label={t(`records.${entity}.search`)}
            placeholder={t("records.search")}
            value={search}
            onValue={setSearch}
            onLeave={() => table.current?.focus()}
            className="w-45 max-[1000px]:w-36"
          />
          <IconButton
            label={t(`records.${entity}.new`)}
            command="record.new"
            icon={<Plus className="size-4" strokeWidth={1.8} aria-hidden="true" />}
            onClick={() => setCreating(true)}
            className="border border-divider bg-raised shadow-sm"
          />
          <Button
            variant={view?.of === 0 ? "default" : "primary"}
            onClick={() => navigate({ screen: "import" })}
          >
            {t("records.import_file")}
          </Button>
        </>
      }
      bar={
        <>
          {query.scope === "archived" && (
            <FilterChip
              label={t("records.archived")}
              value=""
              onClick={() => ask(entity, { scope: "active" })}
              onRemove={() => ask(entity, { scope: "active" })}
              removeLabel={t("records.show_active")}
            />
          )}
          <FilterBar entity={entity} chips={chips} onChips={(next) => showChips(entity, next)} />
          {canSave && <ViewActions views={views} />}
          <ColumnChooser
            entity={entity}
            columns={choices}
            onColumns={(next) => arrangeColumns(entity, next)}
          />
          <ListMenu
            scope={query.scope}
            onScope={(scope) => ask(entity, { scope })}
            onExport={() => setExporting(everything)}
          />
        </>
      }
      panel={
        peek && total > 0 ? (
          <PeekPanel
            entity={entity}
            id={row?.id}
            onOpen={() => open(row)}
            onClose={() => {
              store.setState({ peek: false });
              table.current?.focus();
            }}
          />
        ) : undefined
      }
    >
      {fault != null && !ready ? (
        <ErrorState error={fault} onRetry={again} />
      ) : (
        <div id={tableId} className="relative flex min-h-0 min-w-0 flex-1 flex-col">
          {!ready && <TableSkeleton />}
          {fault != null && (
            <div className="border-divider border-b px-4 py-2.5">
              <ErrorState inline error={fault} onRetry={again} kept={t("records.old_rows")} />
            </div>
          )}
          {view && ready && (
            <BigTable
              handle={table}
              label={t(`records.${entity}.title`)}
              rows={total}
              pages={pages}
              rowId={rowId}
              columns={columns}
              layout={layout}
              onLayout={(next) => arrangeColumns(entity, columnsAfter(choices, next))}
              sort={query.sort.map(({ field, descending }) => ({ column: field, descending }))}
              onSort={(sort) =>
                ask(entity, { sort: sort.map(({ column, descending }) => ({ field: column, descending })) })
              }
              cursor={Math.min(cursor, total - 1)}
              onCursor={setCursor}
              selection={selection}
              onSelection={(next) => store.setState({ selection: next })}
              onOpen={open}
              onPeek={() => store.setState({ peek: !peek })}
              onEscape={() => store.setState({ peek: false })}
              onEdit={editCell}
              empty={<EmptyList entity={entity} query={query} of={view.of} onNew={() => setCreating(true)} />}
            />
          )}
          {count > 0 && (
            <BulkBar
              entity={entity}
              scope={query.scope}
              selection={named}
              count={count}
              total={total}
              form={form}
              onForm={setForm}
              onSelectAll={() => store.setState({ selection: EVERYTHING })}
              onClear={clear}
              onLeave={() => table.current?.focus()}
              onExport={exportShown}
            />
          )}
        </div>
      )}
      <Announcer>{view && narrowed ? t("records.heard", { count: total }) : ""}</Announcer>
      <Suspense>
        {(creating || resumed) && <NewRecordDialog entity={entity} onClose={() => setCreating(false)} />}
        {exporting && (
          <ExportDialog
            entity={entity}
            selection={exporting.selection}
            count={exporting.count}
            shown={choices.map(({ field }) => field)}
            onClose={() => setExporting(null)}
          />
        )}
        {views.asked && (
          <ViewDialog
            view={views.asked}
            onClose={() => views.ask(null)}
            onSaved={(saved) => (views.asked?.id === null ? views.open(saved) : undefined)}
          />
        )}
      </Suspense>
    </Screen>
  );
}
