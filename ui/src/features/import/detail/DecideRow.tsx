import clsx from "clsx";
import { useState } from "react";
import { useT } from "~/i18n";
import type { ImportDetail, ImportedRow, MatchCandidate, RowChoice } from "~/ipc";
import { useCommands } from "~/platform/keyboard";
import { BreakingText } from "~/ui/BreakingText";
import { Button } from "~/ui/Button";
import { Tag } from "~/ui/Tag";
import { columnName } from "../sentences";
import { decideRows } from "./decide";
import { ProspectLink } from "./ProspectLink";

type DecideRowProps = {
  detail: ImportDetail;
  row: ImportedRow;
  /** Called when the row is decided. */
  onDecided: () => void;
};

/** The row beside the prospects that it leads to, and what can become of it. */
export function DecideRow({ detail, row, onDecided }: DecideRowProps) {
  const t = useT();
  const [deciding, setDeciding] = useState<RowChoice | null>(null);
  const { import: view, headers, mapping } = detail;
  const verb = view.on_match === "update" ? "update" : "fill";
  const decide = async (choice: RowChoice) => {
    if (deciding) return;
    setDeciding(choice);
    if (await decideRows(view.id, row.row, choice)) onDecided();
    setDeciding(null);
  };
  const named = ({ prospect }: MatchCandidate) => t(`import.decide.${verb}_named`, { name: prospect.title });
  useCommands([
    ...row.candidates.map((candidate) => ({
      id: `import.decide_${candidate.choice}`,
      group: "record" as const,
      title: { text: named(candidate) },
      keys: [candidate.choice === "first" ? "1" : "2"],
      run: () => void decide(candidate.choice),
    })),
    {
      id: "import.decide_new",
      group: "record",
      title: "import.decide.new",
      keys: ["n"],
      run: () => void decide("new"),
    },
    {
      id: "import.decide_leave",
      group: "record",
      title: "import.decide.leave",
      keys: ["l"],
      run: () => void decide("leave"),
    },
  ]);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="flex-1 whitespace-nowrap font-medium">{t("import.decide.who")}</h3>
        <div className="flex gap-1.5">
          {(["new", "leave"] as const).map((choice) => (
            <Button
              key={choice}
              size="sm"
              command={`import.decide_${choice}`}
              busy={deciding === choice}
              onClick={() => void decide(choice)}
            >
              {t(`import.decide.${choice}`)}
            </Button>
          ))}
        </div>
      </div>
      <table className="w-full table-fixed border-collapse text-left text-xs" data-selectable>
        <thead>
          <tr className="align-top">
            <th scope="col" className="w-27">
              <span className="sr-only">{t("import.decide.field")}</span>
            </th>
            <th scope="col" className="px-1.5 pb-2 font-normal">
              <span className="font-medium text-muted">{t("import.decide.file")}</span>
            </th>
            {row.candidates.map((candidate) => (
              <th key={candidate.prospect.id} scope="col" className="px-1.5 pb-2 font-normal">
                <span className="mb-1.5 flex flex-col items-start gap-1 overflow-hidden">
                  <span className="flex max-w-full font-medium">
                    <ProspectLink prospect={candidate.prospect} />
                  </span>
                  <Tag tone="neutral">{t(`import.decide.by.${candidate.by}`)}</Tag>
                </span>
                <Button
                  size="sm"
                  variant={candidate.choice === "first" ? "primary" : "default"}
                  command={`import.decide_${candidate.choice}`}
                  title={named(candidate)}
                  className="max-w-full max-[1000px]:[&_kbd]:hidden"
                  busy={deciding === candidate.choice}
                  onClick={() => void decide(candidate.choice)}
                >
                  {t(`import.decide.${verb}`)}
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row.cells.map((cell, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
            <tr key={column} className="border-divider border-t align-top">
              <th scope="row" className="py-1.5 pr-1.5 font-normal text-subtle" title={headers[column]}>
                <span className="line-clamp-2 break-words">{columnName(headers[column], column, t)}</span>
              </th>
              <Cell value={cell} />
              {row.candidates.map(({ prospect, values }) => {
                const known = values.find(({ field }) => field === mapping[column])?.value ?? "";
                return <Cell key={prospect.id} value={known} same={alike(known, cell)} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const alike = (one: string, other: string) =>
  one.trim() !== "" && one.trim().toLowerCase() === other.trim().toLowerCase();

function Cell({ value, same = false }: { value: string; same?: boolean }) {
  return (
    <td className={clsx("px-1.5 py-1.5", same && "bg-selected font-medium")}>
      <span className="line-clamp-3 break-words" title={value}>
        {value.trim() === "" ? <span className="text-subtle">–</span> : <BreakingText text={value} />}
      </span>
    </td>
  );
}
