import { Building2, Copy, Download, Gauge, History, Inbox, Settings, Target, Users } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { type MessageKey, restOfTexts } from "~/i18n";
import { SCREENS, type ScreenName } from "~/platform/navigation";
import { onDemand } from "~/ui/onDemand";

type ScreenEntry = {
  component: ReturnType<typeof onDemand<object>>;
  title: MessageKey;
  go: MessageKey;
  icon: ReactNode;
  /** The key after G. */
  key: string;
  /** At the foot of the sidebar. */
  low: boolean;
};

const icon = { className: "size-4 shrink-0", strokeWidth: 1.8, "aria-hidden": true } as const;

/** A screen that is not the first: its texts come with it. */
const later = (load: () => Promise<{ default: ComponentType }>) =>
  onDemand(async () => {
    const [screen] = await Promise.all([load(), restOfTexts()]);
    return screen;
  });

/** How ready a prospect is to buy; comes after the record that it stands beside. */
const ScoreCard = onDemand(async () => {
  const [card] = await Promise.all([import("~/features/qualify/card/ScoreCard"), restOfTexts()]);
  return card;
});

/** The screens that exist. A feature adds its line when it has something to show. */
const TABLE: Partial<Record<ScreenName, ScreenEntry>> = {
  prospects: {
    component: onDemand(async () => {
      const { ProspectsScreen } = await import("~/features/records");
      return { default: () => <ProspectsScreen card={ScoreCard} /> };
    }),
    title: "shell.screen.prospects",
    go: "shell.go.prospects",
    icon: <Users {...icon} />,
    key: "p",
    low: false,
  },
  companies: {
    component: onDemand(() => import("~/features/records").then((all) => ({ default: all.CompaniesScreen }))),
    title: "shell.screen.companies",
    go: "shell.go.companies",
    icon: <Building2 {...icon} />,
    key: "b",
    low: false,
  },
  duplicates: {
    component: later(() => import("~/features/duplicates")),
    title: "shell.screen.duplicates",
    go: "shell.go.duplicates",
    icon: <Copy {...icon} />,
    key: "u",
    low: false,
  },
  signals: {
    component: later(() => import("~/features/qualify/inbox")),
    title: "shell.screen.signals",
    go: "shell.go.signals",
    icon: <Inbox {...icon} />,
    key: "s",
    low: false,
  },
  import: {
    component: later(() => import("~/features/import")),
    title: "shell.screen.import",
    go: "shell.go.import",
    icon: <Download {...icon} />,
    key: "i",
    low: true,
  },
  qualify: {
    component: later(() => import("~/features/qualify/describe")),
    title: "shell.screen.qualify",
    go: "shell.go.qualify",
    icon: <Target {...icon} />,
    key: "q",
    low: true,
  },
  calibration: {
    component: later(() => import("~/features/qualify/calibration")),
    title: "shell.screen.calibration",
    go: "shell.go.calibration",
    icon: <Gauge {...icon} />,
    key: "c",
    low: true,
  },
  history: {
    component: later(() => import("~/features/history")),
    title: "shell.screen.history",
    go: "shell.go.history",
    icon: <History {...icon} />,
    key: "h",
    low: true,
  },
  settings: {
    component: later(() => import("~/features/settings")),
    title: "shell.screen.settings",
    go: "shell.go.settings",
    icon: <Settings {...icon} />,
    key: ",",
    low: true,
  },
};

/** The screens that exist, in the order of the sidebar. */
export const EXISTING_SCREENS = SCREENS.flatMap((name) => {
  const entry = TABLE[name];
  return entry ? [{ name, ...entry }] : [];
});

/** The screen with this name, else the first that exists. */
export function screenNamed(name: ScreenName) {
  return EXISTING_SCREENS.find((screen) => screen.name === name) ?? EXISTING_SCREENS[0];
}
