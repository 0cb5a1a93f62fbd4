import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactElement } from "react";
import { type Language, switchLanguage } from "~/i18n";
import { makeQueryClient } from "~/ipc";
import { TooltipProvider } from "~/ui/Tooltip";
import { Toaster } from "~/ui/toast";

/** Makes the texts of a language ready. */
export async function speak(language: Language): Promise<void> {
  await switchLanguage(language);
}

/** Shows a part of the window as the app does: with texts, queries, tooltips and toasts. */
export async function show(
  part: ReactElement,
  language: Language = "en",
  client: QueryClient = makeQueryClient(),
) {
  await speak(language);
  return render(
    <QueryClientProvider client={client}>
      <TooltipProvider>
        {part}
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>,
  );
}

/** What axe finds, but for what needs a layout or a whole page. */
export async function violations(root: Element): Promise<string[]> {
  const { violations: found } = await axe.run(root, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
