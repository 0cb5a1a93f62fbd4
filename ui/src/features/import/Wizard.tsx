import type { ReactNode } from "react";
import { CheckStep } from "./check/CheckStep";
import { ColumnsStep } from "./columns/ColumnsStep";
import { FileStep } from "./file/FileStep";
import { RunStep } from "./run/RunStep";
import type { Session, Step } from "./session/state";

const SHOWN: Record<Step, (props: { session: Session }) => ReactNode> = {
  file: FileStep,
  columns: ColumnsStep,
  check: CheckStep,
  import: RunStep,
};

/** A file on its way in, step by step. */
export function Wizard({ session }: { session: Session }) {
  const Shown = SHOWN[session.step];
  return <Shown key={session.path} session={session} />;
}
