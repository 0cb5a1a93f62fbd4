import { useEffect, useMemo, useState } from "react";
import { translate } from "~/i18n";
import { commands, type Entity, type SavedView, type SaveView, unwrap, useSavedViews } from "~/ipc";
import { navigate, useRoute } from "~/platform/navigation";
import { toast, toastError } from "~/ui/toast";
import { traitsOf } from "../entity";
import { differsFrom, listStore, showView } from "../list/state";

export type Views = {
  list: readonly SavedView[];
  active: SavedView | undefined;
  /** Whether the list shows something else than the active view. */
  changed: boolean;
  /** The view that a dialog asks the name of. */
  asked: SaveView | null;
  ask: (view: SaveView | null) => void;
  /** What is shown, as a new view. */
  draft: () => SaveView;
  update: () => void;
  reset: () => void;
  remove: (view: SavedView) => void;
  open: (view: SavedView) => void;
};

/** The saved views of a list; the address says which one is shown. */
export function useViews(entity: Entity): Views {
  const { params } = useRoute();
  const { screen } = traitsOf(entity);
  const { data } = useSavedViews();
  const list = useMemo(() => (data ?? []).filter((view) => view.entity === entity), [data, entity]);
  const [asked, ask] = useState<SaveView | null>(null);
  const state = listStore(entity)();
  const wanted = params.view ?? null;
  const active = list.find((view) => view.id === wanted);

  useEffect(() => {
    if (wanted === listStore(entity).getState().view) return;
    if (wanted === null || active) showView(entity, active ?? null);
  }, [entity, wanted, active]);

  const draft = (): SaveView => ({
    id: null,
    entity,
    name: "",
    query: state.query,
    columns: [...state.columns],
  });
  const open = (view: SavedView) => {
    // The list shows it already: only the address has to follow.
    listStore(entity).setState({ view: view.id });
    navigate({ screen, params: { view: view.id } });
  };
  const update = async () => {
    if (!active) return;
    await unwrap(commands.viewSave({ ...draft(), id: active.id, name: active.name }));
    toast({ text: translate("records.views.saved", { name: active.name }), tone: "success" });
  };
  const remove = async (view: SavedView) => {
    await unwrap(commands.viewRemove(view.id));
    toast({ text: translate("records.views.removed", { name: view.name }) });
    navigate({ screen });
  };
  return {
    list,
    active,
    changed: active !== undefined && state.view === active.id && differsFrom(state, active),
    asked,
    ask,
    draft,
    open,
    update: () => void update().catch(toastError),
    reset: () => active && showView(entity, active),
    remove: (view) => void remove(view).catch(toastError),
  };
}
