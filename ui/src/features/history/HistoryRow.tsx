import clsx from "clsx";
import {
  Archive,
  ArchiveRestore,
  Bookmark,
  BookmarkX,
  Combine,
  Download,
  FileText,
  PencilLine,
  Plus,
  Sparkles,
  Split,
  TagIcon,
  Trash2,
} from "lucide-react";
import type { ReactNode } from "react";
import { useFormat, useT } from "~/i18n";
import type { HistoryEntry } from "~/ipc";
import { Button } from "~/ui/Button";
import { authorName, changeSentence } from "~/ui/changes";
import { Tag } from "~/ui/Tag";

const icon = { className: "size-4", strokeWidth: 1.8, "aria-hidden": true } as const;

const ICONS: Record<string, ReactNode> = {
  create: <Plus {...icon} />,
  edit: <PencilLine {...icon} />,
  edit_fields: <PencilLine {...icon} />,
  set_field: <PencilLine {...icon} />,
  add_tag: <TagIcon {...icon} />,
  remove_tag: <TagIcon {...icon} />,
  archive: <Archive {...icon} />,
  restore: <ArchiveRestore {...icon} />,
  remove: <Trash2 {...icon} />,
  merge: <Combine {...icon} />,
  merge_all: <Combine {...icon} />,
  not_same: <Split {...icon} />,
  import: <Download {...icon} />,
  sample: <Sparkles {...icon} />,
  view_save: <Bookmark {...icon} />,
  view_remove: <BookmarkX {...icon} />,
};

type HistoryRowProps = {
  entry: HistoryEntry;
  /** Whether redo would make this one again. */
  redoable: boolean;
  onUndo: () => void;
  onRedo: () => void;
};

/** One change: what was done, when, whether it is in force, and the way back. */
export function HistoryRow({ entry, redoable, onUndo, onRedo }: HistoryRowProps) {
  const t = useT();
  const format = useFormat();
  const undone = entry.state === "undone" || entry.state === "gone";
  const change = changeSentence(entry, t);
  // One button whose meaning changes, so that it keeps the focus.
  const way = entry.state === "done" ? "undo" : redoable ? "redo" : null;
  const ways = { undo: onUndo, redo: onRedo };
  return (
    <li
      data-change={entry.id}
      tabIndex={-1}
      data-focus="inset"
      className="group/change flex h-10 items-center gap-3 border-divider border-b px-4 last:border-b-0 focus-within:bg-hover hover:bg-hover"
    >
      <span
        className={clsx(
          "flex size-6 shrink-0 items-center justify-center rounded-md [&_svg]:size-3.5",
          undone ? "bg-hover text-subtle" : "bg-accent-soft text-accent",
        )}
      >
        {ICONS[entry.label] ?? <FileText {...icon} />}
      </span>
      <span
        data-selectable
        title={change}
        className={clsx("min-w-0 flex-1 truncate", undone && "text-subtle line-through")}
      >
        {change}
      </span>
      {entry.state !== "done" && (
        <Tag tone={entry.state === "open" ? "info" : "neutral"}>{t(`history.state.${entry.state}`)}</Tag>
      )}
      <span className="w-28 shrink-0 truncate text-right text-muted max-[1000px]:w-12">
        {authorName(entry.author, t)}
      </span>
      <time
        dateTime={new Date(entry.at).toISOString()}
        title={format.dateTime(entry.at)}
        className="w-32 shrink-0 truncate text-right text-subtle tabular-nums max-[1000px]:w-24"
      >
        {format.relative(entry.at)}
      </time>
      <span className="flex w-24 shrink-0 justify-end max-[1000px]:w-20">
        {way && (
          <Button size="sm" aria-label={t(`history.${way}_this`, { change })} onClick={ways[way]}>
            {t(way === "undo" ? "common.undo" : "history.redo")}
          </Button>
        )}
      </span>
    </li>
  );
}
