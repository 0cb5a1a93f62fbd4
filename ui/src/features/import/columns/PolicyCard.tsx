import { useId } from "react";
import { useT } from "~/i18n";
import type { OnMatch, OnNear } from "~/ipc";
import { Card } from "~/ui/Screen";
import { Select } from "~/ui/Select";
import type { Session } from "../session/state";
import { dispatch } from "../session/store";

const POLICIES: readonly OnMatch[] = ["fill", "update", "skip", "create"];
const NEAR_POLICIES: readonly OnNear[] = ["review", "merge", "off"];

/** What happens to rows that match a prospect of the workspace, and to those that only may. */
export function PolicyCard({ session }: { session: Session }) {
  const t = useT();
  const { onMatch, onNear, check } = session;
  const matched = check?.view.matches.in_workspace;
  return (
    <Card className="flex shrink-0 flex-col gap-3">
      <Policy
        about={t("import.policy.matched_by")}
        question={matched ? t("import.policy.matched", { count: matched }) : t("import.policy.question")}
        name={t("import.policy.question")}
        value={onMatch}
        choices={POLICIES.map((value) => ({ value, label: t(`import.policy.${value}`) }))}
        onValue={(value) => dispatch({ type: "on_match", onMatch: value })}
        text={t(`import.policy.${onMatch}_text`)}
      />
      <Policy
        about={t("import.near.about")}
        question={t("import.near.question")}
        name={t("import.near.question")}
        value={onNear}
        choices={NEAR_POLICIES.map((value) => ({ value, label: t(`import.near.${value}`) }))}
        onValue={(value) => dispatch({ type: "on_near", onNear: value })}
        text={t(`import.near.${onNear}_text`)}
      />
    </Card>
  );
}

type PolicyProps<Value extends string> = {
  about: string;
  question: string;
  /** The name of the choice. */
  name: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onValue: (value: Value) => void;
  /** What the value means. */
  text: string;
};

function Policy<Value extends string>(props: PolicyProps<Value>) {
  const { about, question, name, value, choices, onValue, text } = props;
  const described = useId();
  return (
    <div className="grid grid-cols-[minmax(0,15rem)_16.25rem_minmax(0,1fr)] items-center gap-x-7 gap-y-1 max-[1000px]:grid-cols-[minmax(0,1fr)_16.25rem]">
      <div>
        <p className="text-2xs text-subtle">{about}</p>
        <p className="font-medium">{question}</p>
      </div>
      <Select
        aria-label={name}
        aria-describedby={described}
        value={value}
        onValue={(chosen) => {
          const known = choices.find((one) => one.value === chosen);
          if (known) onValue(known.value);
        }}
        options={choices}
      />
      <p id={described} className="text-2xs text-subtle max-[1000px]:col-span-2">
        {text}
      </p>
    </div>
  );
}
