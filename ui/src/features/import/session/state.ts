import type {
  CheckView,
  FileView,
  Fix,
  ImportPlan,
  ImportProgress,
  ImportView,
  LayoutChoice,
  OnMatch,
  OnNear,
} from "~/ipc";
import { planOf } from "./plan";

/** The steps of an import, in order. */
export const STEPS = ["file", "columns", "check", "import"] as const;
export type Step = (typeof STEPS)[number];

/** Work that the app is doing for the session. */
export type Work = "read" | "check" | "run";

/** A file on its way in, from the first look to the result. */
export type Session = {
  /** Where the file is; null for an import that goes on after an interruption. */
  path: string | null;
  name: string;
  step: Step;
  /** How the file is read, as far as a person decided. */
  layout: LayoutChoice;
  /** The file as it was read without any decision: its characters are the surest. */
  detected: FileView | null;
  file: FileView | null;
  mapping: readonly string[];
  onMatch: OnMatch;
  onNear: OnNear;
  fixes: readonly Fix[];
  work: Work | null;
  progress: ImportProgress | null;
  /** The newest dry run and the plan it was made for. */
  check: { view: CheckView; plan: ImportPlan } | null;
  result: ImportView | null;
  /** Whether the running import was asked to end. */
  stopping: boolean;
  /** What was thrown by the work of this step. */
  error: unknown;
  /** What an import that failed left behind: an import, or nothing; null when that is not known. */
  left: Left | null;
};

/** What a failed import left in the workspace. */
export type Left = { view: ImportView | null };

export type State = {
  session: Session | null;
  /** Files that follow, by path. */
  queue: readonly string[];
};

export type Action =
  | { type: "open"; path: string }
  | { type: "resume"; view: ImportView }
  | { type: "queue"; paths: readonly string[] }
  | { type: "start"; work: Work }
  | { type: "progress"; progress: ImportProgress }
  | { type: "read"; file: FileView; layout: LayoutChoice }
  | { type: "target"; column: number; target: string }
  | { type: "reset_mapping" }
  | { type: "on_match"; onMatch: OnMatch }
  | { type: "on_near"; onNear: OnNear }
  | { type: "fix"; fixes: readonly Fix[] }
  | { type: "unfix"; fix: Fix }
  | { type: "step"; step: Step }
  | { type: "checked"; view: CheckView; plan: ImportPlan }
  | { type: "imported"; view: ImportView }
  | { type: "fail"; error: unknown; left?: Left | null }
  | { type: "stopping" }
  | { type: "stopped" }
  | { type: "close" };

export const NOTHING_DECIDED: LayoutChoice = {
  encoding: null,
  delimiter: null,
  quote: null,
  comment: null,
  preamble_rows: null,
  header_rows: null,
  footer_rows: null,
  sheet: null,
};

export const EMPTY: State = { session: null, queue: [] };

const FRESH: Omit<Session, "path" | "name" | "step"> = {
  layout: NOTHING_DECIDED,
  detected: null,
  file: null,
  mapping: [],
  onMatch: "fill",
  onNear: "review",
  fixes: [],
  work: null,
  progress: null,
  check: null,
  result: null,
  stopping: false,
  error: null,
  left: null,
};

/** The last part of a path, of either kind of system. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** The state after something happened. What does not fit the step or the work under way changes nothing. */
export function reduce(state: State, action: Action): State {
  if (action.type === "open") {
    const session: Session = { ...FRESH, path: action.path, name: fileNameOf(action.path), step: "file" };
    return { session, queue: state.queue.filter((path) => path !== action.path) };
  }
  if (action.type === "resume") {
    return { ...state, session: { ...FRESH, path: null, name: action.view.file_name, step: "import" } };
  }
  if (action.type === "queue") {
    const known = new Set([...state.queue, state.session?.path]);
    return { ...state, queue: [...state.queue, ...new Set(action.paths.filter((path) => !known.has(path)))] };
  }
  if (action.type === "close") return { ...state, session: null };
  return state.session ? { ...state, session: advance(state.session, action) } : state;
}

type SessionAction = Exclude<Action, { type: "open" | "resume" | "queue" | "close" }>;

function advance(session: Session, action: SessionAction): Session {
  switch (action.type) {
    case "start":
      return begin(session, action.work);
    case "progress":
      return session.work ? { ...session, progress: action.progress } : session;
    case "read":
      return session.work === "read" ? withFile(session, action.file, action.layout) : session;
    case "target":
      return { ...session, mapping: session.mapping.with(action.column, action.target) };
    case "reset_mapping":
      return { ...session, mapping: guessedTargets(session.file) };
    case "on_match":
      return { ...session, onMatch: action.onMatch };
    case "on_near":
      return { ...session, onNear: action.onNear };
    case "fix":
      return { ...session, fixes: withFixes(session.fixes, action.fixes) };
    case "unfix":
      return { ...session, fixes: session.fixes.filter((fix) => !sameValue(fix, action.fix)) };
    case "step":
      return stepTo(session, action.step);
    case "checked":
      if (session.work !== "check") return session;
      return { ...session, work: null, progress: null, check: { view: action.view, plan: action.plan } };
    case "imported":
      return session.work === "run"
        ? { ...session, work: null, progress: null, result: action.view }
        : session;
    case "stopped":
      return { ...session, work: null, progress: null, error: null };
    case "fail":
      return { ...session, work: null, progress: null, error: action.error, left: action.left ?? null };
    case "stopping":
      return session.work === "run" ? { ...session, stopping: true } : session;
  }
}

const STEP_OF: Record<Work, Step | null> = { read: null, check: "check", run: "import" };

function begin(session: Session, work: Work): Session {
  return {
    ...session,
    work,
    progress: null,
    stopping: false,
    error: null,
    left: null,
    step: STEP_OF[work] ?? session.step,
  };
}

/** Goes to a step that what is known allows; a check that is under way is no longer waited for. */
function stepTo(session: Session, step: Step): Session {
  return canShow(session, step) ? { ...session, step, work: null, progress: null, error: null } : session;
}

/** Whether a step can be gone to without work by the app; none once an import wrote something. */
export function canShow(session: Session, step: Step): boolean {
  if (session.work === "run" || session.work === "read" || session.result) return false;
  if (session.left?.view) return false;
  if (step === "file") return session.path !== null;
  if (step === "columns") return session.file !== null;
  return step === "check" && session.check !== null && !isOutdated(session);
}

/** Whether the dry run that is known was made for another plan than the one that stands now. It looks for no likely duplicates. */
export function isOutdated(session: Session): boolean {
  const checked = (plan: ImportPlan | null | undefined) => JSON.stringify({ ...plan, on_near: undefined });
  return checked(session.check?.plan) !== checked(planOf(session));
}

function guessedTargets(file: FileView | null): readonly string[] {
  return file?.columns.map(({ target }) => target) ?? [];
}

/** Takes a new reading over. Decisions about columns stay as long as the columns do. */
function withFile(session: Session, file: FileView, layout: LayoutChoice): Session {
  const headers = (view: FileView | null) => JSON.stringify(view?.columns.map(({ header }) => header));
  const same = headers(session.file) === headers(file);
  return {
    ...session,
    file,
    layout,
    name: file.file_name,
    detected: session.detected ?? file,
    mapping: same ? session.mapping : guessedTargets(file),
    fixes: same ? session.fixes : [],
    work: null,
    progress: null,
    error: null,
  };
}

const sameValue = (a: Fix, b: Fix) => a.column === b.column && a.from === b.from;

function withFixes(known: readonly Fix[], added: readonly Fix[]): readonly Fix[] {
  const others = known.filter((fix) => !added.some((one) => sameValue(one, fix)));
  return [...others, ...added.filter((fix) => fix.to !== fix.from)];
}
