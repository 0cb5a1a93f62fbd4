import { CircleAlert } from "lucide-react";
import { useRef } from "react";
import { useFormat, useT } from "~/i18n";
import type { FileView } from "~/ipc";
import { Button } from "~/ui/Button";
import { Chip } from "~/ui/Chip";
import { Spinner } from "~/ui/Spinner";
import { LayoutChips, RowsChip } from "../file/LayoutChips";
import { Notices } from "../Notices";
import { StepFooter } from "../StepFooter";
import { StepFrame } from "../StepFrame";
import { isAboutFile } from "../sentences";
import type { Session } from "../session/state";
import { dispatch, goTo } from "../session/store";
import { MappingTable } from "./MappingTable";
import { conflictsOf, identifies, recognised } from "./mapping";
import { PolicyCard } from "./PolicyCard";
import { useFields } from "./useTargets";

/** What each column means, and what happens to prospects that are known. */
export function ColumnsStep({ session }: { session: Session }) {
  const t = useT();
  const format = useFormat();
  const table = useRef<HTMLDivElement>(null);
  const fields = useFields();
  const { file, mapping, work } = session;
  if (!file) return null;
  const conflicts = conflictsOf(mapping, fields);
  const fought = new Set([...conflicts.keys()].map((column) => mapping[column])).size;
  const nobody = fields.length > 0 && !identifies(mapping, fields);
  const showConflict = () => {
    const select = table.current?.querySelector<HTMLElement>("[aria-invalid]");
    select?.focus();
    select?.scrollIntoView({ block: "center" });
  };
  const footer = (
    <StepFooter
      esc
      back={{ label: t("common.back"), run: () => goTo("file") }}
      hint={
        fought > 0 ? (
          <Hindrance onShow={showConflict}>{t("import.columns.conflicts", { count: fought })}</Hindrance>
        ) : nobody ? (
          <Hindrance>{t("import.columns.no_identity")}</Hindrance>
        ) : (
          t("import.columns.next_hint")
        )
      }
      next={{
        label: t("import.columns.check", { count: file.rows }),
        run: () => goTo("check"),
        disabled: fought > 0 || nobody || work !== null,
      }}
    />
  );
  return (
    <StepFrame session={session} footer={footer}>
      <div className="flex min-h-0 flex-1 flex-col px-6 py-[18px]">
        <div className="mb-3.5 flex flex-wrap items-center gap-2">
          <LayoutChips session={session} file={file} brief />
          <RowsChip rows={file.rows} />
          <span className="inline-flex h-6 items-center gap-[5px] whitespace-nowrap rounded-md bg-hover px-2 text-muted">
            <b className="font-medium text-fg tabular-nums">{format.number(recognised(mapping))}</b>
            {t("import.columns.recognised", { all: format.number(file.columns.length) })}
          </span>
          {work === "read" && <Spinner className="size-4 text-subtle" />}
          <div className="flex-1" />
          <Suggestion file={file} mapping={mapping} />
        </div>
        <div className="mb-3.5 empty:hidden">
          <Notices notices={file.notices.filter((notice) => !isAboutFile(notice))} />
        </div>
        <div ref={table} className="mb-4 min-h-32 overflow-y-auto">
          <MappingTable session={session} fields={fields} conflicts={conflicts} />
        </div>
        <PolicyCard session={session} />
      </div>
    </StepFrame>
  );
}

/** What keeps the import from going on. */
function Hindrance({ children, onShow }: { children: string; onShow?: () => void }) {
  const content = (
    <>
      <CircleAlert className="size-3.5 shrink-0" aria-hidden="true" />
      {children}
    </>
  );
  return (
    <span role="status">
      {onShow ? (
        <button
          type="button"
          onClick={onShow}
          className="inline-flex items-center gap-1.5 rounded-sm text-danger text-xs hover:underline"
        >
          {content}
        </button>
      ) : (
        <span className="inline-flex items-center gap-1.5 text-danger text-xs">{content}</span>
      )}
    </span>
  );
}

/** The mapping that was taken over from the last such file, or the way back to what was proposed. */
function Suggestion({ file, mapping }: { file: FileView; mapping: readonly string[] }) {
  const t = useT();
  const format = useFormat();
  const changed = file.columns.some(({ target }, column) => mapping[column] !== target);
  const date = file.remembered_at === null ? null : format.date(file.remembered_at);
  if (!changed) return date && <Chip value={t("import.columns.remembered", { date })} />;
  return (
    <Button variant="ghost" onClick={() => dispatch({ type: "reset_mapping" })}>
      {date ? t("import.columns.use_remembered", { date }) : t("import.columns.use_suggestion")}
    </Button>
  );
}
