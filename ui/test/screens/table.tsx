import "~/ui/styles/index.css";
import { mockWindows } from "@tauri-apps/api/mocks";
import { useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { startLanguage, useFormat } from "~/i18n";
import { listenForShortcuts } from "~/platform/keyboard";
import { followPreferences } from "~/platform/preferences";
import { Avatar } from "~/ui/Avatar";
import { Screen } from "~/ui/Screen";
import { Tag } from "~/ui/Tag";
import { TooltipProvider } from "~/ui/Tooltip";
import {
  BigTable,
  type Column,
  type ColumnLayout,
  DEFAULT_LAYOUT,
  NOTHING,
  type Selection,
  type Sort,
  useRowPages,
} from "~/ui/table";

type Person = { id: string; name: string; company: string; title: string; score: number };

const FIRST = [
  "Karim",
  "Élodie",
  "Olivier",
  "Anne",
  "Noémie",
  "Jürgen",
  "Lena",
  "Marie-Claude",
  "Sarah",
  "Priya",
];
const LAST = [
  "Benali",
  "Lefèvre",
  "Martin",
  "O’Neil",
  "Gagnon",
  "Groß",
  "Vogel",
  "Tremblay",
  "Cohen",
  "Shah",
];
const TITLES = ["Gérant", "Directrice générale", "DAF", "VP, Sales", "CFO", "Procurement Lead"];

function person(index: number): Person {
  const last = LAST[(index * 7) % 10] ?? "";
  return {
    id: String(index),
    name: `${FIRST[index % 10]} ${last} ${index}`,
    company: `${last} & Fils`,
    title: TITLES[index % 6] ?? "",
    score: 99 - (index % 90),
  };
}

const fetchWindow = async (offset: number, limit: number) => {
  await new Promise((done) => setTimeout(done, 5));
  return Array.from({ length: Math.min(limit, 1_000_000 - offset) }, (_, i) => person(offset + i));
};

const COLUMNS: Column<Person>[] = [
  {
    id: "name",
    title: "Name",
    width: 180,
    sortable: true,
    fixed: true,
    cell: ({ name }) => (
      <span className="flex items-center gap-2 font-medium">
        <Avatar name={name} />
        <span className="truncate">{name}</span>
      </span>
    ),
  },
  {
    id: "company",
    title: "Company",
    width: 180,
    sortable: true,
    cell: ({ company }) => company,
    editor: { value: ({ company }) => company },
  },
  {
    id: "title",
    title: "Title",
    width: 180,
    cell: ({ title }) => <span className="text-muted">{title}</span>,
    editor: { value: ({ title }) => title, options: TITLES.map((title) => ({ value: title, label: title })) },
  },
  {
    id: "score",
    title: "Score",
    numeric: true,
    width: 90,
    sortable: true,
    cell: ({ score }) => (
      <span className="flex items-center gap-1.5">
        <Tag tone={score > 76 ? "success" : score > 59 ? "info" : "warning"}>
          {score > 76 ? "A" : score > 59 ? "B" : "C"}
        </Tag>
        {score}
      </span>
    ),
  },
];

function Lab() {
  const format = useFormat();
  const pages = useRowPages<Person>(fetchWindow);
  const [cursor, setCursor] = useState(0);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [layout, setLayout] = useState<ColumnLayout>(DEFAULT_LAYOUT);
  const [sort, setSort] = useState<readonly Sort[]>([{ column: "score", descending: true }]);
  const columns = useMemo(() => COLUMNS, []);
  return (
    <div className="flex h-full">
      <Screen title="Prospects" detail={format.number(1_000_000)}>
        <BigTable
          label="Prospects"
          rows={1_000_000}
          pages={pages}
          rowId={({ id }) => id}
          columns={columns}
          layout={layout}
          onLayout={setLayout}
          sort={sort}
          onSort={setSort}
          cursor={cursor}
          onCursor={setCursor}
          selection={selection}
          onSelection={setSelection}
          onEdit={(row, column, value) =>
            pages.patch(
              (one) => one.id === row.id,
              (one) => ({ ...one, [column]: value }),
            )
          }
        />
      </Screen>
    </div>
  );
}

mockWindows("main");
followPreferences();
listenForShortcuts();
await startLanguage("en");
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <TooltipProvider>
      <Lab />
    </TooltipProvider>,
  );
}
