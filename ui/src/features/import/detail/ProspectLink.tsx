import { useT } from "~/i18n";
import type { RecordLink } from "~/ipc";
import { hrefOf, navigate } from "~/platform/navigation";

const placeOf = ({ id }: RecordLink) => ({ screen: "prospects", id }) as const;

/** Goes to the page of a prospect. */
export function openProspect(prospect: RecordLink): void {
  navigate(placeOf(prospect));
}

/** The name of a prospect, leading to its page. */
export function ProspectLink({ prospect, tabIndex }: { prospect: RecordLink; tabIndex?: -1 }) {
  const t = useT();
  return (
    <a
      href={hrefOf(placeOf(prospect))}
      tabIndex={tabIndex}
      aria-label={t("import.detail.open_prospect", { name: prospect.title })}
      onClick={(event) => {
        event.preventDefault();
        openProspect(prospect);
      }}
      className="truncate text-accent hover:underline"
    >
      {prospect.title}
    </a>
  );
}
