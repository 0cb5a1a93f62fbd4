import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { ScoreView } from "~/ipc";
import { linesOf } from "../data/score";
import { partName, signed } from "../words";

/** Where each point of a score comes from: the lines sum to it. */
export function Points({ score }: { score: ScoreView }) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <section>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 flex h-6 items-center gap-1 rounded-md px-1 font-semibold text-muted text-xs hover:bg-hover hover:text-fg"
      >
        <ChevronRight
          className={clsx("size-3.5 transition-transform", open && "rotate-90")}
          aria-hidden="true"
        />
        {t("qualify.card.points", { count: score.final })}
      </button>
      {open && (
        <table className="mt-1 w-full">
          <thead className="sr-only">
            <tr>
              <th>{t("qualify.card.part")}</th>
              <th>{t("qualify.card.part_points")}</th>
              <th>{t("qualify.card.part_without")}</th>
            </tr>
          </thead>
          <tbody>
            {linesOf(score.breakdown).map((line) => (
              <tr key={line.signal} className="align-baseline">
                <td className="py-0.5 pr-2">{partName(line, t)}</td>
                <td className="py-0.5 text-right tabular-nums">{signed(line.points, format)}</td>
                <td className="whitespace-nowrap py-0.5 pl-3 text-right text-2xs text-subtle tabular-nums">
                  {line.without !== null && t("qualify.card.without", { total: line.without })}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot className="border-divider border-t font-medium">
            <tr>
              <td className="pt-1">{t("qualify.card.sum")}</td>
              <td className="pt-1 text-right tabular-nums">{format.number(score.final)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}
