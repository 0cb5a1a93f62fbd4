import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { useFileDrop } from "~/platform/files";
import { fail, mockApp } from "../../../../test/app";
import { show, violations } from "../../../../test/render";
import { MODEL_OFF, MODEL_ON, MODEL_READ, modelApp, PREPARED } from "../../../../test/screens/model";
import { emit } from "../../../../test/tauri";
import { ReadText } from "./ReadText";

type App = Record<string, (args: Record<string, unknown>) => unknown>;

async function open(answers: App = {}, text = "Nous perdons du temps.") {
  mockApp({ jobs_list: () => [], ...(modelApp() as App), ...answers });
  await show(<ReadText prospect="p1" onClose={() => undefined} />, "en");
  const user = userEvent.setup();
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByLabelText("Text"), text);
  return { user, dialog };
}

test("without a model there is none to choose", async () => {
  const { dialog } = await open({ model_show: () => MODEL_OFF });
  expect(within(dialog).queryByRole("button", { name: "Read with the model" })).toBeNull();
});

test("what is sent is shown first, word for word; then only what was shown is sent", async () => {
  const asked: unknown[] = [];
  const { user, dialog } = await open({
    document_ask: ({ id }) => {
      asked.push(id);
      return MODEL_READ;
    },
  });
  await user.click(await within(dialog).findByRole("button", { name: "Read with the model" }));
  const sent = await within(dialog).findByRole("region", { name: "The text, its blanks marked" });
  expect(sent).toHaveTextContent("Nous¬perdons¬un¬temps¬fou");
  expect(within(dialog).getByText(/^To reader-large at models.example/)).toBeVisible();
  expect(asked).toEqual([]);
  expect(await violations(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Send" }));
  expect(
    await within(dialog).findByText("1 signal found. It counts a little until you accept it."),
  ).toBeVisible();
  expect(asked).toEqual([PREPARED.id]);
  expect(within(dialog).getByText(/saisie manuelle/)).toBeVisible();
  await user.click(within(dialog).getByText("2 signals of the answer were not kept"));
  expect(within(dialog).getByText(/its words do not stand in the document$/)).toBeVisible();
});

test("once it was seen the text goes at once, and can still be looked at before", async () => {
  const { user, dialog } = await open({ model_show: () => ({ ...MODEL_ON, was_shown: true }) });
  await user.click(await within(dialog).findByRole("button", { name: "What would be sent?" }));
  expect(await within(dialog).findByRole("button", { name: "Send" })).toBeVisible();
  await user.click(within(dialog).getByRole("button", { name: "Back" }));
  await user.click(within(dialog).getByRole("button", { name: "Read with the model" }));
  expect(await within(dialog).findByText(/^1 signal found/)).toBeVisible();
});

test("a text that speaks to models is told as such, and its signals wait", async () => {
  const suspected = { is_suspected: true, reasons: ["override"] };
  const { user, dialog } = await open({
    document_prepare: () => ({ ...PREPARED, ...suspected }),
    document_ask: () => ({ ...MODEL_READ, ...suspected }),
  });
  await user.click(await within(dialog).findByRole("button", { name: "Read with the model" }));
  expect(await within(dialog).findByText("It takes instructions back or gives others.")).toBeVisible();
  await user.click(within(dialog).getByRole("button", { name: "Send" }));
  expect(
    await within(dialog).findByText("1 signal proposed. It counts only when you accept it."),
  ).toBeVisible();
});

test("what went wrong is told, and the text stays", async () => {
  const { user, dialog } = await open({
    model_show: () => ({ ...MODEL_ON, was_shown: true }),
    document_ask: () => fail("model_key_refused", { host: "models.example" }),
  });
  await user.click(await within(dialog).findByRole("button", { name: "Read with the model" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("models.example refused the key");
  expect(within(dialog).getByLabelText("Text")).toHaveValue("Nous perdons du temps.");
});

/** What the window does with files that nobody takes. */
function Window({ onDrop }: { onDrop: (paths: string[]) => void }) {
  const { over } = useFileDrop(onDrop);
  return <output>{over ? (over.taker?.title ?? "import") : "none"}</output>;
}

test("a file that is dropped is read here, and not imported", async () => {
  const read: unknown[] = [];
  const imported = vi.fn();
  mockApp({
    jobs_list: () => [],
    ...(modelApp() as App),
    document_read: ({ input }) => {
      read.push(input);
      return { added: [], known: 0, notices: ["language_unknown"] };
    },
  });
  await show(
    <>
      <Window onDrop={imported} />
      <ReadText prospect="p1" onClose={() => undefined} />
    </>,
    "en",
  );
  const user = userEvent.setup();
  const dialog = await screen.findByRole("dialog");
  const paths = ["/home/me/Offre.PDF", "/home/me/b.csv"];
  await act(() => emit("tauri://drag-enter", { paths }));
  expect(screen.getByText("qualify.read.drop_title")).toBeInTheDocument();
  await act(() => emit("tauri://drag-drop", { paths }));
  expect(screen.getByText("none")).toBeInTheDocument();
  expect(imported).not.toHaveBeenCalled();
  expect(within(dialog).getByText("Offre.PDF")).toBeVisible();
  await user.click(within(dialog).getByRole("button", { name: "Find signals" }));
  expect(await within(dialog).findByRole("status")).toHaveTextContent("neither French nor English");
  expect(read).toEqual([
    { prospect: "p1", kind: "document", source: null, text: null, file: "/home/me/Offre.PDF" },
  ]);
});

test("without anybody who takes it a file goes on to the import", async () => {
  const imported = vi.fn();
  mockApp({});
  await show(<Window onDrop={imported} />, "en");
  await act(() => emit("tauri://drag-enter", { paths: ["/a.csv"] }));
  expect(screen.getByText("import")).toBeInTheDocument();
  await act(() => emit("tauri://drag-drop", { paths: ["/a.csv"] }));
  expect(imported).toHaveBeenCalledWith(["/a.csv"]);
});

test("a document that takes long is seen to be read, and reading can be stopped", async () => {
  const cancelled: unknown[] = [];
  let stop = () => undefined as unknown;
  const job = { id: "7", kind: "document", subject: "Offre.pdf", done: 0, total: 0, rate: 0 };
  mockApp({
    ...(modelApp() as App),
    jobs_list: () => [{ ...job, state: "running", stopping: false }],
    jobs_cancel: ({ id }) => {
      cancelled.push(id);
      stop();
      return null;
    },
    document_read: () => new Promise((_, fails) => (stop = () => fails({ code: "cancelled", args: {} }))),
  });
  await show(<ReadText prospect="p1" given="/home/me/Offre.pdf" onClose={() => undefined} />, "en");
  const user = userEvent.setup();
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Find signals" }));
  expect(await within(dialog).findByRole("progressbar", { name: "Reading the document…" })).toBeVisible();
  await user.click(within(dialog).getByRole("button", { name: "Stop" }));
  expect(cancelled).toEqual(["7"]);
  expect(await within(dialog).findByRole("alert")).toBeVisible();
});
