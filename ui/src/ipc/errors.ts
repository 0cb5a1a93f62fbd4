import type { AppError } from "./bindings";

/** What a command answers. */
export type Result<T> = { status: "ok"; data: T } | { status: "error"; error: AppError };

/** An error of the app as a thrown value, so that queries and mutations carry it. */
export class CommandError extends Error {
  readonly detail: AppError;

  constructor(detail: AppError) {
    super(detail.code);
    this.name = "CommandError";
    this.detail = detail;
  }
}

/** The data of a command's result; throws {@link CommandError} when it failed. */
export async function unwrap<T>(result: Promise<Result<T>>): Promise<T> {
  const settled = await result;
  if (settled.status === "ok") return settled.data;
  throw new CommandError(settled.error);
}

/** The app's error inside a thrown value; anything else counts as `internal`. */
export function errorOf(thrown: unknown): AppError {
  if (thrown instanceof CommandError) return thrown.detail;
  return { code: "internal", field: null, args: {}, report: "" };
}
