import { ArrowRight } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { TriedView } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { GradeBadge } from "../../card/GradeBadge";

/** The prospects whose grade would change, those first whose score changes most; each opens its page. */
export function Movers({ tried: { moves, up, down } }: { tried: TriedView }) {
  const t = useT();
  const format = useFormat();
  if (moves.length === 0) return null;
  const scored = (grade: string, total: number) => (
    <span className="flex items-center gap-1 tabular-nums">
      <GradeBadge grade={grade} label={t("qualify.card.grade", { grade })} />
      {total}
    </span>
  );
  return (
    <>
      <ul
        aria-label={t("qualify.effect.movers")}
        className="-mx-1.5 min-h-0 overflow-y-auto max-xl:max-h-16 xl:max-h-90"
      >
        {moves.map(({ prospect, from, from_grade, to, to_grade }) => (
          <li key={prospect.id}>
            <button
              type="button"
              onClick={() => navigate({ screen: "prospects", id: prospect.id })}
              className="flex min-h-8 w-full items-center gap-2 rounded-md px-1.5 py-0.5 text-left hover:bg-hover"
            >
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate">{prospect.title || t("records.nameless")}</span>
                <span className="truncate text-subtle text-xs max-xl:hidden">{prospect.subtitle}</span>
              </span>
              {scored(from_grade, from)}
              <ArrowRight className="size-3 shrink-0 text-subtle" aria-label={t("qualify.effect.becomes")} />
              {scored(to_grade, to)}
            </button>
          </li>
        ))}
      </ul>
      {up + down > moves.length && (
        <p className="text-subtle text-xs tabular-nums max-xl:hidden">
          {t("qualify.effect.first", {
            n: format.number(moves.length),
            all: format.number(up + down),
          })}
        </p>
      )}
    </>
  );
}
