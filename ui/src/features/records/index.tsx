import type { ComponentType } from "react";
import { RecordsScreen } from "./RecordsScreen";
import { ProspectCard } from "./record/RecordContent";

type ProspectsScreenProps = {
  /** What tells how ready a prospect is to buy. */
  card?: ComponentType<{ prospect: string }>;
};

/** The people who may buy. */
export function ProspectsScreen({ card }: ProspectsScreenProps) {
  return (
    <ProspectCard value={card ?? null}>
      <RecordsScreen key="prospect" entity="prospect" />
    </ProspectCard>
  );
}

/** The organisations that prospects work for. */
export function CompaniesScreen() {
  return <RecordsScreen key="company" entity="company" />;
}
