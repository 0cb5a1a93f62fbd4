import { useState } from "react";
import { translate } from "~/i18n";
import { type ClusterRow, type ClusterView, commands, unwrap } from "~/ipc";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { toastUndo } from "~/ui/toast";
import { decide, type Wishes } from "../state";

/** The records of a cluster that a merge or a “not the same” is about. */
export function takenOf(view: ClusterView, { without }: Wishes): ClusterView["records"] {
  return view.records.filter(({ id }) => !without.includes(id));
}

type Decisions = {
  busy: boolean;
  /** What the last decision threw. */
  fault: unknown;
  forgive: () => void;
  merge: (row: ClusterRow, view: ClusterView, wishes: Wishes) => Promise<void>;
  reject: (row: ClusterRow, view: ClusterView, wishes: Wishes) => Promise<void>;
};

/** Merging and keeping apart. `again` brings the list that follows; until then nothing else is decided. */
export function useDecisions(again: () => Promise<unknown>): Decisions {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const run = async (row: ClusterRow, work: () => Promise<[change: string, said: string]>) => {
    const same = sameWorkspace();
    setBusy(true);
    setFault(null);
    try {
      const [change, said] = await work();
      if (!same()) return;
      decide(row);
      toastUndo(said, () => requestUndo(change));
      await again();
    } catch (thrown) {
      setFault(thrown);
    } finally {
      setBusy(false);
    }
  };

  const nameOf = (view: ClusterView) => view.title || translate("duplicates.nameless");
  const merge = (row: ClusterRow, view: ClusterView, wishes: Wishes) =>
    run(row, async () => {
      const taken = takenOf(view, wishes);
      const ids = taken.map(({ id }) => id);
      const choices = Object.entries(wishes.choices)
        .filter(([, from]) => ids.includes(from))
        .map(([field, from]) => ({ field, from }));
      const done = await unwrap(commands.duplicatesMerge({ entity: view.entity, ids, choices }));
      const name = done.survivor.title || translate("duplicates.nameless");
      const said = translate("duplicates.merged", { count: ids.length, name });
      const withdrawn = translate("duplicates.withdrawn", { count: done.withdrawn });
      return [done.merge, done.withdrawn > 0 ? `${said} – ${withdrawn}` : said];
    });
  const reject = (row: ClusterRow, view: ClusterView, wishes: Wishes) =>
    run(row, async () => {
      const ids = takenOf(view, wishes).map(({ id }) => id);
      const change = await unwrap(commands.duplicatesReject({ entity: view.entity, ids }));
      return [change, translate("duplicates.rejected", { name: nameOf(view) })];
    });
  return { busy, fault, forgive: () => setFault(null), merge, reject };
}
