import { useEffect, useState } from "react";
import { commands, type Entity, type Filter, unwrap } from "~/ipc";
import { navigate, useRoute } from "~/platform/navigation";
import { toastError } from "~/ui/toast";
import { traitsOf } from "./entity";
import { chipsOf } from "./filters/model";
import { useArrangedColumns } from "./list/arrangement";
import { RecordList } from "./list/RecordList";
import { ask, EVERY_QUERY, listStore, showChips, showView } from "./list/state";
import { type RecordList as Answer, useRecordList } from "./list/useRecordList";
import { RecordPage } from "./RecordPage";

/** The list of one kind of records, or the page of one of them. */
export function RecordsScreen({ entity }: { entity: Entity }) {
  const { id } = useRoute();
  const { query, columns } = listStore(entity)();
  const answer = useRecordList(
    entity,
    query,
    columns.map(({ field }) => field),
  );
  useArrangedColumns(entity);
  useAskedFilter(entity);
  if (id === undefined) return <RecordList entity={entity} answer={answer} />;
  return <PageInList entity={entity} id={id} answer={answer} />;
}

/** Shows the list that an address with `filter=<JSON>` asks for: a link from another part of the window. */
function useAskedFilter(entity: Entity): void {
  const { params } = useRoute();
  const { filter } = params;
  useEffect(() => {
    if (filter === undefined) return;
    showView(entity, null);
    ask(entity, EVERY_QUERY);
    try {
      showChips(entity, chipsOf(JSON.parse(filter) as Filter));
    } catch (thrown) {
      toastError(thrown);
    }
    navigate({ screen: traitsOf(entity).screen }, { replace: true });
  }, [entity, filter]);
}

/** The page of a record that knows its place in the list, so that one can go on to its neighbours. */
function PageInList({ entity, id, answer }: { entity: Entity; id: string; answer: Answer }) {
  const { params } = useRoute();
  const { view, pages } = answer;
  const [at, setAt] = useState<number | null>(null);
  const { screen } = traitsOf(entity);
  const snapshot = view?.snapshot;

  useEffect(() => {
    if (snapshot === undefined) return;
    let current = true;
    unwrap(commands.listLocate({ snapshot, id }))
      .then((place) => {
        if (!current) return;
        setAt(place);
        if (place !== null) listStore(entity).setState({ cursor: place, cursorId: id });
      })
      .catch(() => current && setAt(null));
    return () => {
      current = false;
    };
  }, [entity, snapshot, id]);

  const step = async (by: 1 | -1) => {
    if (at === null) return;
    const [row] = await pages.range(at + by, at + by + 1);
    if (row) navigate({ screen, id: row.id, params }, { replace: true });
  };
  return (
    <RecordPage
      entity={entity}
      id={id}
      at={at}
      total={view?.total ?? 0}
      onStep={(by) => void step(by)}
      onBack={() => navigate({ screen, params })}
    />
  );
}
