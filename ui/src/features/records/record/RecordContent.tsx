import type { RecordView } from "~/ipc";
import { MergedFrom } from "./MergedFrom";
import { RecordFields } from "./RecordFields";
import { RecordHistory } from "./RecordHistory";
import { CompanyLink, CompanyProspects } from "./Related";
import { TagEditor } from "./TagEditor";

type RecordContentProps = {
  record: RecordView;
  /** Puts what belongs to the record beside its fields instead of under them. */
  wide?: boolean;
};

/** Everything about a record: tags, fields, what belongs to it, what happened to it. */
export function RecordContent({ record, wide = false }: RecordContentProps) {
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
        {fields}
        {beside}
      </>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_320px] gap-10 max-[1000px]:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-5">{fields}</div>
      <div className="flex min-w-0 flex-col gap-6">{beside}</div>
    </div>
  );
}
