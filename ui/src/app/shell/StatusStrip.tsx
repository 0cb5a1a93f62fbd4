import { Lock } from "lucide-react";
import { useT } from "~/i18n";
import { useWorkspaceSummary } from "~/ipc";
import { runCommand } from "~/platform/keyboard";
import { hrefOf, navigate } from "~/platform/navigation";
import { Kbd } from "~/ui/Kbd";
import { Tag } from "~/ui/Tag";
import { Tooltip } from "~/ui/Tooltip";
import { JobStrip } from "./JobStrip";

/** Where the sample data is removed. */
const SAMPLE = { screen: "settings", id: "data" } as const;

/** The line at the foot of the window: where the data is, and what is under way. */
export function StatusStrip() {
  const t = useT();
  const sample = useWorkspaceSummary().data?.sample_import != null;
  return (
    <section
      aria-label={t("shell.status.label")}
      data-pane="status"
      className="group/strip flex h-7 shrink-0 items-center gap-3.5 border-divider border-t bg-surface px-3 text-muted text-xs"
    >
      <span className="flex shrink-0 items-center gap-3.5">
        <Lock className="size-4" strokeWidth={1.8} aria-hidden="true" />
        {t("shell.status.encrypted")}
      </span>
      <span className="truncate max-lg:group-has-[[data-job]]/strip:hidden max-md:hidden">
        {t("shell.status.local")}
      </span>
      {sample && (
        <a
          href={hrefOf(SAMPLE)}
          onClick={(event) => {
            event.preventDefault();
            navigate(SAMPLE);
          }}
          className="flex h-6 shrink-0 items-center rounded-md"
        >
          <Tag tone="warning">{t("shell.sample_badge")}</Tag>
        </a>
      )}
      <div className="flex-1" />
      <JobStrip />
      <Tooltip label={t("shell.command.palette")} side="top">
        <button
          type="button"
          onClick={() => runCommand("general.palette")}
          className="flex h-6 shrink-0 items-center whitespace-nowrap rounded-md px-1 hover:bg-hover"
        >
          <span className="sr-only">{t("shell.command.palette")}</span>
          <Kbd keys="mod+k" />
        </button>
      </Tooltip>
    </section>
  );
}
