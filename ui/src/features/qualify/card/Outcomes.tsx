import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useFormat, useT } from "~/i18n";
import { commands, type OutcomeView, type Selection, unwrap } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { useRoute } from "~/platform/navigation";
import { Button } from "~/ui/Button";
import { ErrorState } from "~/ui/ErrorState";
import { IconButton } from "~/ui/IconButton";
import { OutcomeForm } from "~/ui/outcomes/OutcomeForm";
import { outcomeName, removeOutcome } from "~/ui/outcomes/outcomes";
import { Popover } from "~/ui/Popover";

/** What came of a prospect, with the score that it had before. */
export function Outcomes({ prospect }: { prospect: string }) {
  const t = useT();
  const { id: page } = useRoute();
  const [noting, setNoting] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["outcomes", prospect],
    queryFn: () => unwrap(commands.outcomesList(prospect)),
    meta: { kinds: ["outcomes", "prospects"] },
  });
  const selection: Selection = { kind: "ids", ids: [prospect] };
  useCommands([
    {
      id: "record.outcome",
      group: "record",
      title: "records.outcome.title",
      keys: ["w"],
      // Beside a list, the key is for what is chosen there.
      enabled: page !== undefined,
      run: () => setNoting(true),
    },
  ]);
  if (error) return <ErrorState inline error={error} onRetry={() => void refetch()} />;
  return (
    <section aria-labelledby="record-outcomes">
      <div className="mb-1.5 flex items-center gap-2">
        <h3 id="record-outcomes" className="flex-1 font-semibold text-muted text-xs">
          {t("records.outcome.title")}
        </h3>
        <Popover
          open={noting}
          onOpen={setNoting}
          label={t("records.outcome.title")}
          align="end"
          className="w-88"
          trigger={
            <Button size="sm" icon={<Plus className="size-3.5" aria-hidden="true" />}>
              {t("records.outcome.add")}
            </Button>
          }
        >
          <OutcomeForm selection={selection} count={1} onClose={() => setNoting(false)} />
        </Popover>
      </div>
      {data?.length === 0 && <p className="text-subtle">{t("records.outcome.none")}</p>}
      <ul className="flex flex-col">
        {data?.map((outcome) => (
          <Row
            key={outcome.kind}
            outcome={outcome}
            onRemove={() => void removeOutcome(selection, outcome.kind)}
          />
        ))}
      </ul>
    </section>
  );
}

function Row({ outcome, onRemove }: { outcome: OutcomeView; onRemove: () => void }) {
  const t = useT();
  const format = useFormat();
  const name = outcomeName(outcome.kind, t);
  return (
    <li className="flex min-h-7 items-center gap-2 rounded-md pl-1.5 hover:bg-hover">
      <span className="flex-1 truncate">{name}</span>
      <span className="text-2xs text-subtle">
        {[
          format.date(outcome.date),
          t("records.outcome.scored", { score: format.number(outcome.total), grade: outcome.grade }),
        ].join(" · ")}
      </span>
      <IconButton
        size="sm"
        label={t("records.outcome.remove", { outcome: name })}
        icon={<X className="size-3.5" aria-hidden="true" />}
        onClick={onRemove}
      />
    </li>
  );
}
