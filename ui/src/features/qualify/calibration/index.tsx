import { useT } from "~/i18n";
import { ErrorState } from "~/ui/ErrorState";
import { useCalibration } from "~/ui/outcomes/calibration";
import { Screen } from "~/ui/Screen";
import { Curve } from "./Curve";
import { Figures } from "./Figures";
import { GradeChances } from "./GradeChances";
import { Verdict } from "./Verdict";

/** What scores are worth: how often what they promise comes true. */
export default function CalibrationScreen() {
  const t = useT();
  const { data, error, refetch } = useCalibration();
  return (
    <Screen title={t("calibration.title")}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto flex max-w-220 flex-col gap-5 px-5 py-5">
            <Verdict made={data} />
            {data.auc !== null && <Figures made={data} />}
            {data.bins.length > 0 && <Curve bins={data.bins} />}
            {data.n > 0 && <GradeChances made={data} />}
          </div>
        </div>
      )}
    </Screen>
  );
}
