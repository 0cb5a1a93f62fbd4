import clsx from "clsx";
import { type ComponentType, useEffect, useRef } from "react";
import { useT } from "~/i18n";
import { hrefOf, navigate, useRoute } from "~/platform/navigation";
import { Screen } from "~/ui/Screen";
import { About } from "./About";
import { Data } from "./Data";
import { Look } from "./Look";
import { Model } from "./Model";
import { Security } from "./Security";

const SECTIONS = ["look", "data", "security", "model", "about"] as const;
type SectionId = (typeof SECTIONS)[number];

const CONTENT: Record<SectionId, ComponentType> = {
  look: Look,
  data: Data,
  security: Security,
  model: Model,
  about: About,
};

/** What a person can choose, and the care of the workspace. */
export default function SettingsScreen() {
  const t = useT();
  const { id } = useRoute();
  const content = useRef<HTMLDivElement>(null);
  const current = SECTIONS.find((section) => section === id) ?? "look";
  const Content = CONTENT[current];

  // biome-ignore lint/correctness/useExhaustiveDependencies: another section starts at its top
  useEffect(() => {
    content.current?.scrollTo(0, 0);
  }, [current]);

  return (
    <Screen title={t("shell.screen.settings")}>
      <div className="flex min-h-0 flex-1">
        <nav
          aria-label={t("settings.sections")}
          className="flex w-54 shrink-0 flex-col gap-px p-3 pt-5 max-md:w-40"
        >
          {SECTIONS.map((section) => (
            <a
              key={section}
              href={hrefOf({ screen: "settings", id: section })}
              aria-current={section === current ? "page" : undefined}
              onClick={(event) => {
                event.preventDefault();
                navigate({ screen: "settings", id: section }, { replace: true });
              }}
              className={clsx(
                "flex min-h-7 items-center rounded-md px-2.5 py-1 transition-colors",
                section === current
                  ? "bg-hover font-medium text-fg"
                  : "text-muted hover:bg-hover hover:text-fg",
              )}
            >
              {t(`settings.${section}.name`)}
            </a>
          ))}
        </nav>
        <div ref={content} className="min-w-0 flex-1 overflow-y-auto px-6 pt-6">
          <div className="max-w-160">
            <Content />
          </div>
        </div>
      </div>
    </Screen>
  );
}
