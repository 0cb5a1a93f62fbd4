import { mockIPC } from "@tauri-apps/api/mocks";
import type { AppError, ErrorCode } from "~/ipc";

/** Commands that a part of the window gives, and what the app answers. */
export type App = Record<string, (args: Record<string, unknown>) => unknown>;

/** Puts an app behind the window; a command that it does not know fails the test. */
export function mockApp(app: App): void {
  mockIPC(
    (command, args) => {
      const answer = app[command];
      if (!answer && command.startsWith("plugin:")) return null;
      if (!answer) throw new Error(`unexpected command ${command}`);
      return answer((args ?? {}) as Record<string, unknown>);
    },
    { shouldMockEvents: true },
  );
}

/** Fails a command as the app does. */
export function fail(code: ErrorCode, args: Record<string, string> = {}): never {
  const error: AppError = { code, field: null, args, report: "" };
  throw error;
}
