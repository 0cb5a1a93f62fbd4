import { useId, useState } from "react";
import { useFormat, useT } from "~/i18n";
import type { BinView } from "~/ipc";
import { Button } from "~/ui/Button";
import { Card } from "~/ui/Screen";
import { topOf } from "./scale";

const WIDTH = 800;
const HEIGHT = 300;
const EDGE = { left: 52, right: 14, top: 12, bottom: 44 } as const;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

/** Whether chances hold: what was promised beside what came true, in tenths of the newest prospects. */
export function Curve({ bins }: { bins: readonly BinView[] }) {
  const t = useT();
  const heading = useId();
  const [table, setTable] = useState(false);
  return (
    <section aria-labelledby={heading}>
      <div className="mb-2 flex items-center gap-2">
        <h2 id={heading} className="flex-1 font-semibold text-muted text-xs">
          {t("calibration.curve.title")}
        </h2>
        <Button size="sm" variant="ghost" aria-pressed={table} onClick={() => setTable(!table)}>
          {t(table ? "calibration.curve.as_chart" : "calibration.curve.as_table")}
        </Button>
      </div>
      <Card>
        <p className="mb-2 text-muted">{t("calibration.curve.text")}</p>
        {table ? <Table bins={bins} /> : <Chart bins={bins} />}
      </Card>
    </section>
  );
}

function Chart({ bins }: { bins: readonly BinView[] }) {
  const t = useT();
  const format = useFormat();
  const top = topOf(bins);
  const x = (chance: number) => EDGE.left + (chance / top) * (WIDTH - EDGE.left - EDGE.right);
  const y = (part: number) => HEIGHT - EDGE.bottom - (part / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  const digits = top < 0.1 ? 1 : 0;
  return (
    <svg
      role="img"
      aria-label={t("calibration.curve.label", { count: bins.length })}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full text-accent"
    >
      {TICKS.map((part) => (
        <g key={part} className="stroke-divider">
          <line x1={x(0)} x2={x(top)} y1={y(part * top)} y2={y(part * top)} />
          <line x1={x(part * top)} x2={x(part * top)} y1={y(0)} y2={y(top)} />
        </g>
      ))}
      {TICKS.map((part) => (
        <g key={part} className="fill-muted" fontSize="12">
          <text x={x(0) - 8} y={y(part * top) + 4} textAnchor="end">
            {format.percent(part * top, digits)}
          </text>
          <text x={x(part * top)} y={y(0) + 18} textAnchor={part === 1 ? "end" : "middle"}>
            {format.percent(part * top, digits)}
          </text>
        </g>
      ))}
      <text x={(x(0) + x(top)) / 2} y={HEIGHT - 6} textAnchor="middle" fontSize="12" className="fill-muted">
        {t("calibration.curve.chance")}
      </text>
      <text
        transform={`translate(12 ${(y(0) + y(top)) / 2}) rotate(-90)`}
        textAnchor="middle"
        fontSize="12"
        className="fill-muted"
      >
        {t("calibration.curve.came_true")}
      </text>
      <line x1={x(0)} y1={y(0)} x2={x(top)} y2={y(top)} className="stroke-subtle" strokeDasharray="4 4" />
      <polyline
        points={bins.map((bin) => `${x(bin.chance)},${y(bin.came_true)}`).join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      {bins.map((bin) => (
        <g key={bin.chance} stroke="currentColor" strokeWidth="1.5">
          <title>
            {t("calibration.curve.point", {
              count: bin.cases,
              chance: format.percent(bin.chance, 1),
              part: format.percent(bin.came_true, 1),
              low: format.percent(bin.came_true_range.low, 1),
              high: format.percent(bin.came_true_range.high, 1),
            })}
          </title>
          <line
            x1={x(bin.chance)}
            x2={x(bin.chance)}
            y1={y(bin.came_true_range.low)}
            y2={y(bin.came_true_range.high)}
            opacity="0.55"
          />
          <circle cx={x(bin.chance)} cy={y(bin.came_true)} r="4" fill="currentColor" />
        </g>
      ))}
    </svg>
  );
}

function Table({ bins }: { bins: readonly BinView[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <table className="w-full tabular-nums">
      <thead className="text-left text-muted text-xs">
        <tr>
          <th className="py-1 font-medium">{t("calibration.curve.chance")}</th>
          <th className="py-1 font-medium">{t("calibration.curve.came_true")}</th>
          <th className="py-1 font-medium">{t("calibration.curve.interval")}</th>
          <th className="py-1 text-right font-medium">{t("calibration.curve.cases")}</th>
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={bin.chance} className="border-divider border-t">
            <td className="py-1">{format.percent(bin.chance, 1)}</td>
            <td className="py-1">{format.percent(bin.came_true, 1)}</td>
            <td className="py-1 text-muted">
              {t("calibration.between", {
                low: format.percent(bin.came_true_range.low, 1),
                high: format.percent(bin.came_true_range.high, 1),
              })}
            </td>
            <td className="py-1 text-right">{format.number(bin.cases)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
