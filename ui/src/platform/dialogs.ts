import { open, save } from "@tauri-apps/plugin-dialog";

/** A kind of file in a dialog: its name as the user reads it and its endings without the dot. */
export type FileKind = { name: string; extensions: string[] };

/** Asks which file to read; null when the user thinks better of it. */
export function chooseFile(title: string, kinds: FileKind[]): Promise<string | null> {
  return open({ title, filters: kinds, multiple: false, directory: false });
}

/** Asks for a folder; null when the user thinks better of it. */
export function chooseFolder(title: string): Promise<string | null> {
  return open({ title, multiple: false, directory: true });
}

/** Asks where to write a file; null when the user thinks better of it. */
export function chooseTarget(title: string, name: string, kinds: FileKind[]): Promise<string | null> {
  return save({ title, defaultPath: name, filters: kinds });
}
