import { create } from "zustand";
import { type Language, systemLanguage } from "~/i18n";

export type Theme = "system" | "light" | "dark";
export type Density = "compact" | "normal" | "roomy";

/** What a person has chosen on this computer. Kept by the app; a copy here spares the first frame a wrong look. */
export type Preferences = {
  language: Language;
  theme: Theme;
  density: Density;
  /** Whether J, K, X, G P… work without Ctrl. */
  singleKeys: boolean;
  sidebarCollapsed: boolean;
};

const KEY = "preferences";

const DEFAULTS: Omit<Preferences, "language"> = {
  theme: "system",
  density: "normal",
  singleKeys: true,
  sidebarCollapsed: false,
};

function remembered(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>;
  } catch {
    return {};
  }
}

/** The heights of a table row in px. */
export const ROW_HEIGHTS: Record<Density, number> = { compact: 28, normal: 32, roomy: 40 };

export const usePreferences = create<Preferences>(() => ({
  language: systemLanguage(),
  ...DEFAULTS,
  ...remembered(),
}));

/** Changes what is shown at once and remembers it for the next start. */
export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
}

function show({ theme, density }: Preferences): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.density = density;
}

/** Keeps the document's theme and density in step with the preferences. */
export function followPreferences(): () => void {
  show(usePreferences.getState());
  return usePreferences.subscribe((now) => {
    show(now);
    localStorage.setItem(KEY, JSON.stringify(now));
  });
}
