import { useT } from "~/i18n";
import { COMMAND_GROUPS, useActiveCommands } from "~/platform/keyboard";
import { usePreferences } from "~/platform/preferences";
import { Dialog } from "~/ui/Dialog";
import { Kbd } from "~/ui/Kbd";
import { showOverlay } from "./state";

/** Every shortcut that works where the user is. */
export default function ShortcutSheet() {
  const t = useT();
  const singleKeys = usePreferences((state) => state.singleKeys);
  const commands = useActiveCommands().filter((command) => command.keys?.length);
  return (
    <Dialog
      open
      onOpen={(open) => !open && showOverlay(null)}
      title={t("shell.shortcuts.title")}
      {...(singleKeys ? {} : { description: t("shell.shortcuts.off") })}
      width="lg"
      reading
    >
      <div className="gap-8 sm:columns-2">
        {COMMAND_GROUPS.map((group) => {
          const members = commands.filter((command) => command.group === group);
          if (members.length === 0) return null;
          return (
            <section key={group} className="break-inside-avoid pb-4">
              <h3 className="mb-1 font-medium text-subtle text-xs">{t(`shell.group.${group}`)}</h3>
              <dl>
                {members.map(({ id, title, keys = [] }) => (
                  <div
                    key={id}
                    className="flex min-h-7 items-center justify-between gap-3 border-divider border-b last:border-b-0"
                  >
                    <dt>{typeof title === "string" ? t(title) : title.text}</dt>
                    <dd className="flex shrink-0 items-center gap-1.5">
                      {keys.map((shortcut) => (
                        <Kbd key={shortcut} keys={shortcut} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
