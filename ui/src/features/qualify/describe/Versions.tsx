import { useFormat, useT } from "~/i18n";
import { Button } from "~/ui/Button";

type VersionsProps = {
  /** The newest first. */
  versions: readonly { version: number; at: string | number }[];
  onReturn: (version: number) => void;
};

/** What a description was, with a way back to each. */
export function Versions({ versions, onReturn }: VersionsProps) {
  const t = useT();
  const format = useFormat();
  if (versions.length < 2) return null;
  return (
    <section>
      <h3 className="mb-2 font-semibold text-muted text-xs">{t("qualify.describe.versions")}</h3>
      <ul className="flex flex-col gap-1">
        {versions.slice(1).map(({ version, at }) => (
          <li key={version} className="flex items-center gap-3">
            <span className="tabular-nums">
              {t("qualify.describe.version", { n: format.number(version), when: format.dateTime(at) })}
            </span>
            <Button size="sm" onClick={() => onReturn(version)}>
              {t("qualify.describe.return")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
