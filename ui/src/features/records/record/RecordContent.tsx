import { type ComponentType, createContext, Suspense, useContext } from "react";
import type { RecordView } from "~/ipc";
import { Card } from "~/ui/Screen";
import { MergedFrom } from "./MergedFrom";
import { RecordFields } from "./RecordFields";
import { RecordHistory } from "./RecordHistory";
import { CompanyLink, CompanyProspects } from "./Related";
import { TagEditor } from "./TagEditor";

/** What stands beside the fields of a prospect: how ready the person is to buy. Another part of the window brings it. */
export const ProspectCard = createContext<ComponentType<{ prospect: string }> | null>(null);

type RecordContentProps = {
  record: RecordView;
  /** Puts what belongs to the record beside its fields instead of under them. */
  wide?: boolean;
};

/** Everything about a record: tags, fields, what belongs to it, what happened to it. */
export function RecordContent({ record, wide = false }: RecordContentProps) {
  const ScoreCard = useContext(ProspectCard);
  const score = ScoreCard && record.entity === "prospect" && record.archived_at === null && (
    <Suspense fallback={<Card className="h-46">{null}</Card>}>
      <ScoreCard key={`score-${record.id}`} prospect={record.id} />
    </Suspense>
  );
  const fields = (
    <>
      <TagEditor key={`tags-${record.id}`} record={record} />
      <RecordFields key={record.id} record={record} company={<CompanyLink record={record} />} />
    </>
  );
  const beside = (
    <>
      <CompanyProspects record={record} />
      <MergedFrom record={record} />
      <RecordHistory key={record.id} record={record} />
    </>
  );
  if (!wide) {
    return (
      <>
        {score}
        {fields}
        {beside}
      </>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_360px] gap-10 max-[1000px]:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-5">{fields}</div>
      <div className="flex min-w-0 flex-col gap-6">
        {score}
        {beside}
      </div>
    </div>
  );
}
