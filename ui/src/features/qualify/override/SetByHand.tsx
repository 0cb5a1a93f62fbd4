import { translate, useFormat, useT } from "~/i18n";
import { commands, type OverrideView, type ScoreView, unwrap } from "~/ipc";
import { Button } from "~/ui/Button";
import { Tag } from "~/ui/Tag";
import { toastError } from "~/ui/toast";
import { tellChange } from "../data/judge";

async function remove(prospect: string): Promise<void> {
  try {
    await unwrap(commands.scoreUnset(prospect));
    await tellChange(translate("qualify.override.removed"));
  } catch (thrown) {
    toastError(thrown);
  }
}

type SetByHandProps = { prospect: string; score: ScoreView; set: OverrideView };

/** That a person set the score, why and until when, and what it would be. */
export function SetByHand({ prospect, score, set }: SetByHandProps) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="mb-3 flex items-start gap-2 rounded-md bg-accent-soft px-2.5 py-1.5">
      <div className="min-w-0 flex-1">
        <Tag tone="accent" className="-ml-1.5">
          {t("qualify.override.is_set", { day: format.date(set.until) })}
        </Tag>
        <p data-selectable className="break-words">
          {t("qualify.card.quote", { quote: set.reason })}
        </p>
        <p className="text-muted text-xs tabular-nums">
          {t("qualify.override.made", { total: format.number(score.final), grade: score.grade })}
        </p>
      </div>
      <Button size="sm" variant="ghost" onClick={() => void remove(prospect)}>
        {t("qualify.override.remove")}
      </Button>
    </div>
  );
}
