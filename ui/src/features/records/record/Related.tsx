import { Building2 } from "lucide-react";
import { useT } from "~/i18n";
import type { Entity, RecordLink, RecordView } from "~/ipc";
import { hrefOf, navigate } from "~/platform/navigation";
import { Avatar } from "~/ui/Avatar";
import { traitsOf } from "../entity";
import { ask, EVERY_QUERY, showChips, showView } from "../list/state";

type LinkProps = { entity: Entity; link: RecordLink };

function LinkLine({ entity, link }: LinkProps) {
  const to = { screen: traitsOf(entity).screen, id: link.id };
  return (
    <a
      href={hrefOf(to)}
      onClick={(event) => {
        event.preventDefault();
        navigate(to);
      }}
      className="-mx-2 flex min-h-9 items-center gap-2.5 rounded-md px-2 py-1 transition-colors hover:bg-hover"
    >
      <Avatar name={link.title} size="md" square={entity === "company"} />
      <span className="min-w-0">
        <span className="block truncate font-medium">{link.title}</span>
        {link.subtitle && <span className="block truncate text-2xs text-subtle">{link.subtitle}</span>}
      </span>
    </a>
  );
}

/** The company of a prospect. */
export function CompanyLink({ record }: { record: RecordView }) {
  return record.company && <LinkLine entity="company" link={record.company} />;
}

/** The newest prospects of a company, and the way to all of them. */
export function CompanyProspects({ record }: { record: RecordView }) {
  const t = useT();
  if (record.entity !== "company") return null;
  const showAll = () => {
    showView("prospect", null);
    ask("prospect", EVERY_QUERY);
    showChips("prospect", {
      joint: "and",
      of: [
        {
          kind: "group",
          joint: "and",
          of: [{ field: "company", comparison: "is", values: [record.title] }],
        },
      ],
    });
    navigate({ screen: "prospects" });
  };
  return (
    <section aria-labelledby="record-prospects">
      <div className="mb-1 flex items-center gap-2">
        <h3 id="record-prospects" className="flex-1 font-semibold text-muted text-xs">
          {t("records.related.prospects", { count: record.prospects_total })}
        </h3>
        {record.prospects_total > 0 && (
          <button
            type="button"
            onClick={showAll}
            className="h-6 rounded-md px-1.5 text-accent text-xs hover:bg-hover"
          >
            {t("records.related.all")}
          </button>
        )}
      </div>
      {record.prospects.length === 0 && (
        <p className="flex items-center gap-2 text-subtle">
          <Building2 className="size-4" strokeWidth={1.8} aria-hidden="true" />
          {t("records.related.none")}
        </p>
      )}
      {record.prospects.map((link) => (
        <LinkLine key={link.id} entity="prospect" link={link} />
      ))}
    </section>
  );
}
