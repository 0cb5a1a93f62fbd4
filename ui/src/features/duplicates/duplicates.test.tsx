import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  ClusterRow,
  ListDuplicates,
  MergeAll,
  MergeRecords,
  RejectDuplicates,
  ShowDuplicates,
} from "~/ipc";
import { makeQueryClient, refreshOnChange } from "~/ipc";
import { listenForShortcuts } from "~/platform/keyboard";
import { forgetWorkspace } from "~/platform/session";
import { handleUndo } from "~/platform/undo";
import { show, violations } from "../../../test/render";
import { clusterOf, duplicatesApp, listed, ROWS } from "../../../test/screens/duplicates";
import { type Answers, fakeApp } from "../../../test/screens/fake";
import { emit } from "../../../test/tauri";
import DuplicatesScreen from "./index";

const stops: (() => void)[] = [];

/** An app whose clusters go when they are decided about, and come back when that is undone. */
function deciding() {
  let rows = ROWS;
  const merged: MergeRecords[] = [];
  const rejected: RejectDuplicates[] = [];
  const go = (ids: readonly string[]) => {
    rows = rows.filter(({ cluster }) => String(cluster) !== ids[0]?.split("-")[0]);
  };
  const answers: Answers = {
    ...duplicatesApp(),
    duplicates_list: ((input: ListDuplicates) => listed(rows, input)) as never,
    duplicates_merge: ((input: MergeRecords) => {
      merged.push(input);
      go(input.ids);
      return {
        merge: `merge-${merged.length}`,
        survivor: { id: input.ids[0], title: "Karim Benali", subtitle: "" },
        left_over: [],
      };
    }) as never,
    duplicates_reject: ((input: RejectDuplicates) => {
      rejected.push(input);
      go(input.ids);
      return `reject-${rejected.length}`;
    }) as never,
  };
  const comeBack = (next: readonly ClusterRow[]) => {
    rows = next;
  };
  return { answers, merged, rejected, comeBack };
}

async function open(answers: Answers = duplicatesApp()) {
  fakeApp(answers);
  const client = makeQueryClient();
  stops.push(refreshOnChange(client), listenForShortcuts());
  const { container } = await show(<DuplicatesScreen />, "en", client);
  return { user: userEvent.setup(), root: container };
}

async function openClusters(answers: Answers = duplicatesApp()) {
  const opened = await open(answers);
  await screen.findByRole("heading", { name: "Karim Benali" });
  return opened;
}

beforeEach(() => forgetWorkspace());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const list = () => screen.getByRole("listbox");
const current = () => within(list()).getByRole("option", { selected: true });
const compared = () => screen.getByRole("grid", { name: "Values of the records" });
const rowOf = (field: string) =>
  within(compared())
    .getByRole("rowheader", { name: new RegExp(`^${field}`) })
    .closest("[role=row]") as HTMLElement;
const keptOf = (field: string) =>
  within(rowOf(field))
    .queryAllByRole("gridcell", { selected: true })
    .map((cell) => cell.textContent);

describe("the search", () => {
  it("is offered with a word about what it does, as long as nothing was searched", async () => {
    let searched = false;
    const { user, root } = await open({
      ...duplicatesApp([], []),
      duplicates_list: ((input: ListDuplicates) =>
        searched ? listed(ROWS, input) : listed([], input, [])) as never,
      duplicates_search: () => {
        searched = true;
        return listed(ROWS, { entity: null, offset: 0, limit: 9 }).searches;
      },
    });
    expect(await screen.findByText("Find the same person twice")).toBeInTheDocument();
    expect(await violations(root)).toEqual([]);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("8 likely duplicates to review")).toBeInTheDocument();
    await act(async () => emit("changed", { kinds: ["duplicates"] }));
    expect(await screen.findByText("8 to review")).toBeInTheDocument();
  });

  it("tells how far it is, and can be cancelled", async () => {
    const cancelled: string[] = [];
    const { user } = await open({
      ...duplicatesApp([], []),
      jobs_list: () => [
        {
          id: "j",
          kind: "duplicates",
          subject: "",
          done: 25,
          total: 100,
          rate: 9,
          state: "running",
          stopping: false,
        },
      ],
      jobs_cancel: ((id: string) => {
        cancelled.push(id);
        return null;
      }) as never,
    });
    expect(await screen.findByRole("progressbar", { name: "Searching for duplicates" })).toHaveAttribute(
      "aria-valuenow",
      "25",
    );
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(cancelled).toEqual(["j"]);
  });

  it("that fails says so and keeps what was found", async () => {
    const { user } = await openClusters({
      ...duplicatesApp(),
      duplicates_search: () => {
        throw { code: "disk_full", field: null, args: {}, report: "" };
      },
    });
    await user.click(screen.getByRole("button", { name: "Search again" }));
    expect(list()).toHaveFocus();
    expect(await screen.findByRole("alert")).toHaveTextContent("What was found before is still there.");
    expect(screen.getByRole("heading", { name: "Karim Benali" })).toBeInTheDocument();
  });

  it("is offered again when records changed since", async () => {
    const { searches } = listed(ROWS, { entity: null, offset: 0, limit: 9 });
    await openClusters(
      duplicatesApp(
        ROWS,
        searches.map((one) => ({ ...one, changed_since: true, changed: 3 })),
      ),
    );
    expect(screen.getByText("6 records came or changed since the last search.")).toBeInTheDocument();
  });

  it("says what it learnt from decisions", async () => {
    const { searches } = listed(ROWS, { entity: null, offset: 0, limit: 9 });
    const { user } = await openClusters(duplicatesApp(ROWS, searches));
    expect(screen.getByText("Learnt from your 212 decisions.")).toBeInTheDocument();
    await user.click(screen.getByRole("tab", { name: /^Companies/ }));
    expect(await screen.findByText("Not yet learning from you: 38 of 150 decisions.")).toBeInTheDocument();
  });
});

describe("the clusters", () => {
  it("are listed, the most certain first, and shown side by side without accessibility faults", async () => {
    const { root } = await openClusters();
    expect(current()).toHaveTextContent("Karim Benali");
    expect(screen.getByText("99.7% the same person")).toBeInTheDocument();
    expect(rowOf("Phone")).toHaveTextContent("same number");
    expect(keptOf("City")).toEqual(["Marseille"]);
    expect(keptOf("Tags")).toEqual(["Salon Lyon", "Chaud"]);
    expect(screen.getByText("2 tags · the notes of 2 records · 2 imports")).toBeInTheDocument();
    expect(await violations(root)).toEqual([]);
  });

  it("of one kind alone can be shown", async () => {
    const { user } = await openClusters();
    await user.click(screen.getByRole("tab", { name: /^Companies/ }));
    expect(await screen.findByRole("heading", { name: "Groß & Söhne" })).toBeInTheDocument();
    expect(within(list()).getAllByRole("option")).toHaveLength(2);
  });

  it("are gone through with letters and arrows", async () => {
    const { user } = await openClusters();
    await user.keyboard("j");
    expect(current()).toHaveTextContent("Thomas Nguyen");
    list().focus();
    await user.keyboard("{ArrowRight}{ArrowDown}k");
    expect(current()).toHaveTextContent("Groß & Söhne");
    await user.keyboard("{Home}");
    expect(current()).toHaveTextContent("Karim Benali");
  });

  it("that need a close look say why", async () => {
    const { user } = await openClusters();
    list().focus();
    await user.keyboard("{End}k");
    expect(await screen.findByText(/they may be two people of the same name/)).toBeInTheDocument();
    expect(screen.getByText("Changed since the search")).toBeInTheDocument();
  });
});

describe("a decision", () => {
  it("merges with the values that were chosen by keys, and goes on with the next", async () => {
    const app = deciding();
    const { user } = await openClusters(app.answers);
    list().focus();
    await user.keyboard("{Enter}{ArrowDown}{ArrowDown}{ArrowRight}{Enter}");
    await waitFor(() => expect(keptOf("E-mail")).toEqual(["k.benali@benali.example"]));
    await user.keyboard("{Escape}");
    expect(list()).toHaveFocus();
    await user.keyboard("m");
    await waitFor(() =>
      expect(app.merged).toEqual([
        { entity: "prospect", ids: ["1-0", "1-1"], choices: [{ field: "email", from: "1-1" }] },
      ]),
    );
    expect(await screen.findByRole("heading", { name: "Thomas Nguyen" })).toBeInTheDocument();
    expect(screen.getByText("2 records merged: Karim Benali")).toBeInTheDocument();
    expect(list()).toHaveFocus();
  });

  it("keeps records apart, and the cluster is looked at again when that is undone", async () => {
    const app = deciding();
    const undone: (string | null)[] = [];
    stops.push(handleUndo((change) => void undone.push(change)));
    const { user } = await openClusters(app.answers);
    await user.keyboard("j");
    await screen.findByRole("heading", { name: "Thomas Nguyen" });
    await user.keyboard("n");
    await waitFor(() => expect(app.rejected).toEqual([{ entity: "prospect", ids: ["2-0", "2-1", "2-2"] }]));
    expect(await screen.findByRole("heading", { name: "Groß & Söhne" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(undone).toEqual(["reject-1"]);
    app.comeBack(ROWS.map((row) => (row.cluster === 2 ? { ...row, cluster: 99 } : row)));
    await act(async () => emit("changed", { kinds: ["duplicates"] }));
    await waitFor(() => expect(current()).toHaveTextContent("Thomas Nguyen"));
  });

  it("leaves out a record of more than two", async () => {
    const app = deciding();
    const { user } = await openClusters(app.answers);
    await user.keyboard("j");
    await user.click(await screen.findByRole("checkbox", { name: "Merge this record: Tom Nguyen, 2" }));
    await waitFor(() =>
      expect(within(rowOf("First name")).getByText("Tom").closest("[role=gridcell]")).toHaveClass(
        "line-through",
      ),
    );
    await user.keyboard("m");
    await waitFor(() => expect(app.merged.map(({ ids }) => ids)).toEqual([["2-0", "2-2"]]));
  });

  it("needs two records", async () => {
    const app = deciding();
    const { user } = await openClusters(app.answers);
    await user.keyboard("j");
    for (const name of [/Thomas Nguyen, 1/, /Tom Nguyen, 2/]) {
      await user.click(await screen.findByRole("checkbox", { name }));
    }
    expect(await screen.findByText("Tick two records at least.")).toBeInTheDocument();
    await user.keyboard("mn");
    expect([...app.merged, ...app.rejected]).toEqual([]);
  });

  it("that fails says so in place, and nothing is lost", async () => {
    const { user } = await openClusters({
      ...duplicatesApp(),
      duplicates_merge: () => {
        throw { code: "record_missing", field: null, args: { id: "1-1" }, report: "" };
      },
    });
    await user.keyboard("m");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Nothing was changed.");
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
  });

  it("about the last one ends the review", async () => {
    const app = deciding();
    app.comeBack(ROWS.slice(0, 1));
    const { user } = await openClusters(app.answers);
    await user.keyboard("m");
    expect(await screen.findByText("All reviewed")).toBeInTheDocument();
    expect(screen.getByText(/You decided about 1 group\./)).toBeInTheDocument();
  });

  it("is shown as the app says a merge would end", async () => {
    const asked: ShowDuplicates[] = [];
    const { user } = await openClusters({
      ...duplicatesApp(),
      duplicates_show: ((input: ShowDuplicates) => {
        asked.push(input);
        return clusterOf(input);
      }) as never,
    });
    await user.click(within(rowOf("Job title")).getByText("Dirigeant"));
    await waitFor(() => expect(keptOf("Job title")).toEqual(["Dirigeant"]));
    expect(asked.at(-1)).toEqual({
      cluster: 1,
      choices: [{ field: "job_title", from: "1-1" }],
      without: [],
    });
    // Of notes all is kept: there is nothing to choose.
    await user.click(within(rowOf("Notes")).getByText("Rappeler en mars"));
    expect(asked.at(-1)?.choices).toHaveLength(1);
  });
});

describe("merging many at once", () => {
  it("says what it would do, does it, and can be undone", async () => {
    const asked: MergeAll[] = [];
    const undone: (string | null)[] = [];
    stops.push(handleUndo((change) => void undone.push(change)));
    const { user } = await openClusters({
      ...duplicatesApp(),
      duplicates_merge_all: ((input: MergeAll) => {
        asked.push(input);
        return { change: "m9", clusters: 34, records: 71, changed: 2 };
      }) as never,
    });
    await user.click(screen.getByRole("button", { name: "Merge all above 99%…" }));
    const dialog = await screen.findByRole("dialog", { name: "Merge many at once" });
    expect(await within(dialog).findByText("5 records become 2.")).toBeInTheDocument();
    expect(within(dialog).getAllByRole("listitem")[0]).toHaveTextContent("Thomas Nguyen");
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("checkbox"));
    await user.click(await within(dialog).findByRole("button", { name: "Merge 2 groups" }));
    expect(asked).toEqual([{ entity: null, min: 0.99, automatic: true }]);
    const result = await screen.findByRole("dialog", { name: "34 groups merged" });
    expect(result).toHaveTextContent("2 groups stay: records changed since the search.");
    await user.click(within(result).getByRole("button", { name: "Undo the merges" }));
    expect(undone).toEqual(["m9"]);
  });

  it("that was cancelled changed nothing", async () => {
    const { user } = await openClusters({
      ...duplicatesApp(),
      duplicates_merge_all: () => {
        throw { code: "cancelled", field: null, args: {}, report: "" };
      },
    });
    await user.keyboard("{Shift>}m{/Shift}");
    await user.click(await screen.findByRole("button", { name: "Merge 2 groups" }));
    expect(await screen.findByText("Cancelled: nothing was merged.")).toBeInTheDocument();
  });
});
