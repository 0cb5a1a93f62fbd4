import { useState } from "react";
import { useT } from "~/i18n";
import { commands, type GradesView, unwrap, useRunningJob } from "~/ipc";
import { Button } from "~/ui/Button";
import { Progress } from "~/ui/Progress";
import { Announcer, Card } from "~/ui/Screen";
import { toastError } from "~/ui/toast";
import { Grades } from "./Grades";

/** Makes the scores of everybody anew. */
export async function scoreAll(): Promise<GradesView | null> {
  try {
    return await unwrap(commands.prospectsQualify());
  } catch (thrown) {
    toastError(thrown);
    return null;
  }
}

type ScoresProps = { grades: GradesView | null; onGrades: (grades: GradesView | null) => void };

/** How far scoring is, then how many prospects have each grade. */
export function Scores({ grades, onGrades }: ScoresProps) {
  const t = useT();
  const job = useRunningJob("scores");
  const [asked, setAsked] = useState(false);
  const again = async () => {
    setAsked(true);
    onGrades(await scoreAll());
    setAsked(false);
  };
  return (
    <Card className="mb-5 flex flex-wrap items-center gap-3">
      {job ? (
        <Progress
          label={t("qualify.describe.scoring")}
          share={job.total ? job.done / job.total : null}
          className="w-40"
        />
      ) : (
        <Button busy={asked} onClick={() => void again()}>
          {t("qualify.describe.score_all")}
        </Button>
      )}
      {grades && <Grades grades={grades.grades} />}
      {grades && <Announcer>{t("qualify.describe.scored", { count: grades.prospects })}</Announcer>}
    </Card>
  );
}
