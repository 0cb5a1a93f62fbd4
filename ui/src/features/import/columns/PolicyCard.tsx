import { useT } from "~/i18n";
import type { OnMatch } from "~/ipc";
import { Card } from "~/ui/Screen";
import { Select } from "~/ui/Select";
import type { Session } from "../session/state";
import { dispatch } from "../session/store";

const POLICIES: readonly OnMatch[] = ["fill", "update", "skip", "create"];

/** What happens to rows that match a prospect of the workspace. */
export function PolicyCard({ session }: { session: Session }) {
  const t = useT();
  const { onMatch, check } = session;
  const matched = check?.view.matches.in_workspace;
  return (
    <Card className="flex shrink-0 flex-wrap items-center gap-x-7 gap-y-2">
      <div>
        <p className="text-2xs text-subtle">{t("import.policy.matched_by")}</p>
        <p className="font-medium">
          {matched ? t("import.policy.matched", { count: matched }) : t("import.policy.question")}
        </p>
      </div>
      <Select
        aria-label={t("import.policy.question")}
        aria-describedby="policy-text"
        value={onMatch}
        onValue={(value) => {
          const policy = POLICIES.find((one) => one === value);
          if (policy) dispatch({ type: "on_match", onMatch: policy });
        }}
        options={POLICIES.map((value) => ({ value, label: t(`import.policy.${value}`) }))}
        className="w-65"
      />
      <p id="policy-text" className="min-w-52 flex-1 text-2xs text-subtle">
        {t(`import.policy.${onMatch}_text`)}
      </p>
    </Card>
  );
}
