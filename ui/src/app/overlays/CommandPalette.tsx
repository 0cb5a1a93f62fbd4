import { Command as Cmdk } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRef, useState } from "react";
import { type Translate, useT } from "~/i18n";
import type { FoundRecord } from "~/ipc";
import { COMMAND_GROUPS, type Command, useActiveCommands } from "~/platform/keyboard";
import { navigate } from "~/platform/navigation";
import { isFocusLost, returnFocus } from "~/platform/panes";
import { Avatar } from "~/ui/Avatar";
import { Kbd } from "~/ui/Kbd";
import { showOverlay } from "./state";
import { useFoundRecords } from "./useFoundRecords";

const titleOf = ({ title }: Command, t: Translate) => (typeof title === "string" ? t(title) : title.text);

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What the value of a record begins with: the app has found it, so that it stands below the commands that fit. */
const RECORD = "record:";

/** 1 when the words of a search are all in the name of a command, more at its beginning; 0 otherwise. */
function rank(name: string, search: string): number {
  if (name.startsWith(RECORD)) return 0.25;
  const text = plain(name);
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  return text.startsWith(words[0] ?? "") ? 1 : 0.5;
}

const GROUP =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-subtle";
const ITEM = "flex h-8 items-center gap-2 rounded-md px-2.5 data-[selected=true]:bg-hover";
const SCREEN_OF = { prospect: "prospects", company: "companies" } as const;

/** Every command by name, with its shortcut beside it; records by their name or e-mail address. */
export default function CommandPalette() {
  const t = useT();
  const before = useRef<Element | null>(null);
  const [typed, setTyped] = useState("");
  const { records, searching } = useFoundRecords(typed);
  const commands = useActiveCommands().filter(
    (command) => command.enabled !== false && !command.paletteHidden,
  );
  const give = (command: Command) => {
    showOverlay(null);
    // After the palette has given the focus back.
    requestAnimationFrame(() => command.run());
  };
  const open = ({ entity, record }: FoundRecord) => {
    showOverlay(null);
    requestAnimationFrame(() => navigate({ screen: SCREEN_OF[entity], id: record.id }));
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && showOverlay(null)}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (isFocusLost()) returnFocus(before.current);
          }}
          className="fixed top-[12vh] left-1/2 z-40 w-140 max-w-[calc(100vw-32px)] -translate-x-1/2 animate-pop overflow-hidden rounded-xl border border-divider bg-raised shadow-lg focus:outline-none"
        >
          <Radix.Title className="sr-only">{t("shell.palette.title")}</Radix.Title>
          <Cmdk label={t("shell.palette.title")} filter={rank} loop>
            <div className="flex items-center gap-2.5 border-divider border-b px-4">
              <Search className="size-4 text-subtle" strokeWidth={1.8} aria-hidden="true" />
              <Cmdk.Input
                value={typed}
                onValueChange={setTyped}
                placeholder={t("shell.palette.placeholder")}
                className="h-12 flex-1 bg-transparent text-md outline-none"
              />
            </div>
            <Cmdk.List label={t("shell.palette.list")} className="max-h-[52vh] overflow-y-auto p-1.5">
              <Cmdk.Empty role="status" className="px-3 py-6 text-center text-muted">
                {t(searching ? "shell.palette.searching" : "shell.palette.empty")}
              </Cmdk.Empty>
              {COMMAND_GROUPS.map((group) => {
                const members = commands.filter((command) => command.group === group);
                if (members.length === 0) return null;
                return (
                  <Cmdk.Group key={group} heading={t(`shell.group.${group}`)} className={GROUP}>
                    {members.map((command) => (
                      <Cmdk.Item
                        key={command.id}
                        value={titleOf(command, t)}
                        onSelect={() => give(command)}
                        className={ITEM}
                      >
                        <span className="flex-1 truncate">{titleOf(command, t)}</span>
                        {command.keys?.[0] && <Kbd keys={command.keys[0]} />}
                      </Cmdk.Item>
                    ))}
                  </Cmdk.Group>
                );
              })}
              {(["prospect", "company"] as const).map((entity) => {
                const found = records.filter((one) => one.entity === entity);
                if (found.length === 0) return null;
                return (
                  <Cmdk.Group key={entity} heading={t(`records.${entity}.title`)} className={GROUP}>
                    {found.map((one) => (
                      <Cmdk.Item
                        key={one.record.id}
                        value={`${RECORD}${one.record.id}`}
                        onSelect={() => open(one)}
                        className={ITEM}
                      >
                        <Avatar name={one.record.title} square={entity === "company"} />
                        <span className="min-w-0 shrink-0 truncate font-medium">
                          {one.record.title || t("records.nameless")}
                        </span>
                        <span className="min-w-0 flex-1 truncate text-subtle">{one.record.subtitle}</span>
                      </Cmdk.Item>
                    ))}
                  </Cmdk.Group>
                );
              })}
            </Cmdk.List>
          </Cmdk>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
