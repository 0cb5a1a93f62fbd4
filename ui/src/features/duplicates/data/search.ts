import { create } from "zustand";
import { translate } from "~/i18n";
import { commands, errorOf, type SearchView, unwrap } from "~/ipc";
import { currentRoute, navigate } from "~/platform/navigation";
import { onForget, sameWorkspace } from "~/platform/session";
import { toast, toastError } from "~/ui/toast";
import { beginAnew } from "../state";

type State = {
  /** When the search that is under way was begun here, in ms. */
  since: number | null;
  /** What the last search threw. */
  error: unknown;
};

const START: State = { since: null, error: null };

/** The search that was asked for in this window. It goes on when the screen is left. */
export const useSearching = create<State>(() => START);

onForget(() => useSearching.setState(START));

const isShown = () => currentRoute().screen === "duplicates";

function tell(searches: readonly SearchView[]): void {
  const found = searches.reduce((sum, { clusters }) => sum + clusters, 0);
  toast({
    text: found > 0 ? translate("duplicates.found", { count: found }) : translate("duplicates.found_none"),
    tone: "success",
    ...(!isShown() &&
      found > 0 && {
        action: { label: translate("duplicates.review"), run: () => navigate({ screen: "duplicates" }) },
      }),
  });
}

/** Compares all records; one search at a time. */
export async function search(): Promise<void> {
  if (useSearching.getState().since !== null) return;
  const same = sameWorkspace();
  useSearching.setState({ since: Date.now(), error: null });
  try {
    const searches = await unwrap(commands.duplicatesSearch({ entity: null }));
    if (!same()) return;
    beginAnew();
    useSearching.setState({ since: null });
    tell(searches);
  } catch (thrown) {
    if (!same()) return;
    const cancelled = errorOf(thrown).code === "cancelled";
    useSearching.setState({ since: null, error: cancelled ? null : thrown });
    if (!cancelled && !isShown()) toastError(thrown);
  }
}

/** Ends a search that is under way. */
export async function cancelJob(id: string): Promise<void> {
  try {
    await unwrap(commands.jobsCancel(id));
  } catch (thrown) {
    toastError(thrown);
  }
}
