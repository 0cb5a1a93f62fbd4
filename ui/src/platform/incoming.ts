import { navigate, type Route } from "./navigation";

/** Takes files to the import, by path. */
export function importFiles([file, ...more]: readonly string[]): void {
  if (file === undefined) return;
  navigate({
    screen: "import",
    params: { file, ...(more.length > 0 ? { more: JSON.stringify(more) } : {}) },
  });
}

/** The files that an address of the import brings, by path. */
export function incomingFiles({ params }: Route): readonly string[] {
  const { file, more } = params;
  if (file === undefined) return [];
  try {
    const rest: unknown = JSON.parse(more ?? "[]");
    return [file, ...(Array.isArray(rest) ? rest.filter((path) => typeof path === "string") : [])];
  } catch {
    return [file];
  }
}
