import { create } from "zustand";
import {
  Channel,
  commands,
  errorOf,
  type ImportPlan,
  type ImportProgress,
  type ImportView,
  type LayoutChoice,
  type StopImport,
  unwrap,
} from "~/ipc";
import { onForget } from "~/platform/session";
import { toastError } from "~/ui/toast";
import { planOf } from "./plan";
import {
  type Action,
  EMPTY,
  isOutdated,
  type Left,
  NOTHING_DECIDED,
  reduce,
  type Session,
  type State,
  type Step,
} from "./state";

/** The import in hand. It outlives the screen: work goes on while a person looks elsewhere. */
export const useImport = create<State>(() => EMPTY);

/** Grows when work is no longer waited for, so that a late answer is not taken for another one's. */
let ticket = 0;

export function dispatch(action: Action): void {
  useImport.setState((state) => reduce(state, action));
}

const current = () => useImport.getState().session;

/** Ends the session and the queue without asking. */
export function forget(): void {
  ticket++;
  useImport.setState(EMPTY);
}

onForget(forget);

/** Settles when the app has heard of the last stop: what begins later is not meant by it. */
let stopHeard: Promise<unknown> = Promise.resolve();

/** Ends work that nobody waits for any more. */
function stop(command: typeof commands.importCheckStop): void {
  ticket++;
  stopHeard = unwrap(command()).catch(toastError);
}

/** Ends the reading or the dry run that is under way, if there is one. */
function stopWork(session: Session | null): void {
  if (session?.work === "read") stop(commands.importInspectStop);
  if (session?.work === "check") stop(commands.importCheckStop);
}

const isCancelled = (error: unknown) => error != null && errorOf(error).code === "cancelled";

/** Does the work of a session; an answer for one that has ended is dropped. `leftBy` finds what failed work wrote. */
async function during<T>(
  work: () => Promise<T>,
  then: (answer: T) => void,
  leftBy: () => Promise<Left | null> = async () => null,
): Promise<void> {
  const mine = ticket;
  try {
    await stopHeard;
    if (mine !== ticket) return;
    const answer = await work();
    if (mine === ticket) then(answer);
  } catch (error) {
    const left = mine === ticket ? await leftBy() : null;
    if (mine === ticket) dispatch({ type: "fail", error, left });
  }
}

function progressChannel(): Channel<ImportProgress> {
  const mine = ticket;
  const channel = new Channel<ImportProgress>();
  channel.onmessage = (progress) => {
    if (mine === ticket) dispatch({ type: "progress", progress });
  };
  return channel;
}

async function read(layout: LayoutChoice): Promise<void> {
  const path = current()?.path;
  if (path == null) return;
  dispatch({ type: "start", work: "read" });
  await during(
    () => unwrap(commands.importInspect({ path, layout }, progressChannel())),
    (file) => dispatch({ type: "read", file, layout }),
  );
  // Stopped from elsewhere, which is no fault.
  if (isCancelled(current()?.error)) cancelReading();
}

/** Ends the reading of the file: it stays as it was read before, or is put away. */
export function cancelReading(): void {
  const session = current();
  if (session?.file) {
    stopWork(session);
    dispatch({ type: "stopped" });
  } else {
    openNext();
  }
}

/** Begins with a file: looks at it and shows what it is. */
export function openFile(path: string): Promise<void> {
  stopWork(current());
  ticket++;
  dispatch({ type: "open", path });
  return read(NOTHING_DECIDED);
}

/** Takes files in: the first at once when none is in hand, the others one after the other. */
export function takeFiles(paths: readonly string[]): void {
  dispatch({ type: "queue", paths });
  const session = current();
  if (!session || session.result) openNext();
}

/** Goes on with the next file of the queue, or back to the start. */
export function openNext(): void {
  const [next] = useImport.getState().queue;
  if (next === undefined) closeFile();
  else void openFile(next);
}

/** Reads the file again where the last reading failed. */
export function readAgain(): Promise<void> {
  return read(current()?.layout ?? NOTHING_DECIDED);
}

/** Reads the file as a person says; when that cannot be, it stays as it was. */
export async function changeLayout(change: Partial<LayoutChoice>): Promise<void> {
  const session = current();
  if (!session || session.work) return;
  await read({ ...session.layout, ...change });
  const after = current();
  if (after?.error && after.file) {
    toastError(after.error);
    dispatch({ type: "step", step: after.step });
  }
}

/** Goes to a step; to the check by checking, unless what is known still holds. */
export function goTo(step: Step): void {
  const session = current();
  if (!session) return;
  if (session.work === "check") stopWork(session);
  if (step === "check" && (isOutdated(session) || !session.check)) void check();
  else dispatch({ type: "step", step });
}

/** Runs the dry run for the plan as it stands. */
export async function check(): Promise<void> {
  const session = current();
  const plan = session && planOf(session);
  if (!plan) return;
  dispatch({ type: "start", work: "check" });
  await during(
    () => unwrap(commands.importCheck(plan, progressChannel())),
    (view) => dispatch({ type: "checked", view, plan }),
  );
  const after = current();
  // Stopped from elsewhere, which is no fault: back to where it was asked for.
  if (isCancelled(after?.error)) dispatch({ type: "step", step: "columns" });
}

type Import = (channel: Channel<ImportProgress>) => Promise<ImportView>;

async function run(work: Import, leftBy: () => Promise<Left | null>): Promise<void> {
  dispatch({ type: "start", work: "run" });
  await during(
    () => work(progressChannel()),
    (view) => dispatch({ type: "imported", view }),
    leftBy,
  );
}

/** The imports of the workspace; null when they cannot be had. */
const allImports = () => unwrap(commands.importsList()).catch(() => null);

/** Imports as the dry run said. */
export async function runImport(): Promise<void> {
  const session = current();
  if (!session?.check) return;
  const plan: ImportPlan = { ...session.check.plan, on_near: session.onNear };
  let known: ImportView[] | null = null;
  await run(
    async (channel) => {
      known = await allImports();
      return unwrap(commands.importRun(plan, channel));
    },
    async () => {
      const now = await allImports();
      if (!known || !now) return null;
      return { view: now.find(({ id }) => !known?.some((one) => one.id === id)) ?? null };
    },
  );
}

/** Goes on with an import that was interrupted. */
export async function resumeImport(view: ImportView): Promise<void> {
  ticket++;
  dispatch({ type: "resume", view });
  await run(
    (channel) => unwrap(commands.importResume(view.id, channel)),
    async () => ({ view: (await allImports())?.find(({ id }) => id === view.id) ?? view }),
  );
}

/** Asks the running import to end. */
export function stopImport(how: StopImport): void {
  dispatch({ type: "stopping" });
  void unwrap(commands.importStop(how)).catch(toastError);
}

/** Puts a finished import away when no other file waits. */
export function closeFinished(): void {
  const { session, queue } = useImport.getState();
  if (session?.result && queue.length === 0) closeFile();
}

/** Puts the file away. */
export function closeFile(): void {
  stopWork(current());
  ticket++;
  dispatch({ type: "close" });
}
