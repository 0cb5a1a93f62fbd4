import { CircleCheck, CircleHelp, Hourglass } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { CalibrationView } from "~/ipc";
import { navigate } from "~/platform/navigation";
import { Button } from "~/ui/Button";
import { Progress } from "~/ui/Progress";
import { Card } from "~/ui/Screen";

const icon = { className: "mt-0.5 size-5 shrink-0", strokeWidth: 1.8, "aria-hidden": true } as const;

/** What the outcomes say in one sentence, what that means for grades, and what to do next. */
export function Verdict({ made }: { made: CalibrationView }) {
  const t = useT();
  const format = useFormat();
  if (made.verdict === "not_enough_data") return <TooFew made={made} />;
  const proven = made.verdict === "proven";
  const unmeasured = made.brier === null;
  return (
    <Card>
      <section aria-labelledby="verdict" className="flex gap-3">
        {proven ? (
          <CircleCheck {...icon} className={`${icon.className} text-success`} />
        ) : (
          <CircleHelp {...icon} className={`${icon.className} text-warning`} />
        )}
        <div className="min-w-0">
          <h2 id="verdict" className="font-semibold text-md">
            {t(proven ? "calibration.proven.title" : "calibration.unproven.title")}
          </h2>
          <p className="mt-1 text-muted">
            {t(proven ? "calibration.proven.text" : "calibration.unproven.text", {
              share: format.percent(made.auc ?? 0.5),
            })}
          </p>
          <p className="mt-1.5 text-muted">
            {t(proven ? "calibration.proven.grades" : "calibration.unproven.grades")}
          </p>
          {unmeasured && <p className="mt-1.5 text-muted">{t("calibration.unmeasured")}</p>}
        </div>
      </section>
    </Card>
  );
}

/** Outcomes that are needed before scores can be measured are those there are and those that are missing. */
function TooFew({ made }: { made: CalibrationView }) {
  const t = useT();
  const { n, positives, missing } = made;
  return (
    <Card>
      <section aria-labelledby="verdict" className="flex gap-3">
        <Hourglass {...icon} className={`${icon.className} text-info`} />
        <div className="min-w-0 flex-1">
          <h2 id="verdict" className="font-semibold text-md">
            {t("calibration.few.title")}
          </h2>
          <p className="mt-1 text-muted">{t("calibration.few.text")}</p>
          <dl className="mt-3 grid max-w-160 grid-cols-[minmax(0,auto)_minmax(9rem,1fr)_auto] items-center gap-x-3 gap-y-1.5">
            <Count label={t("calibration.few.outcomes")} there={n} missing={missing.outcomes} />
            <Count label={t("calibration.few.positives")} there={positives} missing={missing.positives} />
            <Count label={t("calibration.few.lost")} there={n - positives} missing={missing.negatives} />
          </dl>
          <p className="mt-3 text-muted">{t("calibration.few.how")}</p>
          <p className="mt-1.5 text-muted">
            {t(n > 0 ? "calibration.few.grades" : "calibration.few.no_grades")}
          </p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button variant="primary" onClick={() => navigate({ screen: "prospects" })}>
              {t("calibration.few.to_prospects")}
            </Button>
            <Button onClick={() => navigate({ screen: "import" })}>{t("calibration.few.to_import")}</Button>
          </div>
        </div>
      </section>
    </Card>
  );
}

function Count({ label, there, missing }: { label: string; there: number; missing: number }) {
  const t = useT();
  const format = useFormat();
  const needed = there + missing;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Progress label={label} share={needed === 0 ? 1 : there / needed} />
      </dd>
      <dd className="text-right text-muted tabular-nums">
        {missing > 0
          ? t("calibration.few.missing", {
              count: missing,
              there: format.number(there),
              needed: format.number(needed),
            })
          : t("calibration.few.enough", { there: format.number(there) })}
      </dd>
    </>
  );
}
