import { Command as Cmdk } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type Translate, useT } from "~/i18n";
import { COMMAND_GROUPS, type Command, useActiveCommands } from "~/platform/keyboard";
import { Kbd } from "~/ui/Kbd";
import { showOverlay } from "./state";

const titleOf = ({ title }: Command, t: Translate) => (typeof title === "string" ? t(title) : title.text);

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** 1 when the words of a search are all in the name of a command, more at its beginning; 0 otherwise. */
function rank(name: string, search: string): number {
  const text = plain(name);
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  return text.startsWith(words[0] ?? "") ? 1 : 0.5;
}

/** Every command by name, with its shortcut beside it. */
export default function CommandPalette() {
  const t = useT();
  const commands = useActiveCommands().filter(
    (command) => command.enabled !== false && !command.paletteHidden,
  );
  const give = (command: Command) => {
    showOverlay(null);
    // After the palette has given the focus back.
    requestAnimationFrame(() => command.run());
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && showOverlay(null)}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-140 max-w-[calc(100vw-32px)] -translate-x-1/2 animate-pop overflow-hidden rounded-xl border border-divider bg-raised shadow-lg focus:outline-none"
        >
          <Radix.Title className="sr-only">{t("shell.palette.title")}</Radix.Title>
          <Cmdk label={t("shell.palette.title")} filter={rank} loop>
            <div className="flex items-center gap-2.5 border-divider border-b px-4">
              <Search className="size-4 text-subtle" strokeWidth={1.8} aria-hidden="true" />
              <Cmdk.Input
                placeholder={t("shell.palette.placeholder")}
                className="h-12 flex-1 bg-transparent text-md outline-none"
              />
            </div>
            <Cmdk.List className="max-h-[52vh] overflow-y-auto p-1.5">
              <Cmdk.Empty className="px-3 py-6 text-center text-muted">{t("shell.palette.empty")}</Cmdk.Empty>
              {COMMAND_GROUPS.map((group) => {
                const members = commands.filter((command) => command.group === group);
                if (members.length === 0) return null;
                return (
                  <Cmdk.Group
                    key={group}
                    heading={t(`shell.group.${group}`)}
                    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-subtle"
                  >
                    {members.map((command) => (
                      <Cmdk.Item
                        key={command.id}
                        value={titleOf(command, t)}
                        onSelect={() => give(command)}
                        className="flex h-8 items-center gap-2 rounded-md px-2.5 data-[selected=true]:bg-hover"
                      >
                        <span className="flex-1 truncate">{titleOf(command, t)}</span>
                        {command.keys?.[0] && <Kbd keys={command.keys[0]} />}
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
