import { translate } from "~/i18n";
import { chooseFile } from "./dialogs";

/** The kinds of file that an import reads. */
const ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/** Asks for a file to import; null when the user thinks better of it. */
export function chooseImportFile(): Promise<string | null> {
  return chooseFile(translate("onboarding.first.choose_title"), [
    { name: translate("onboarding.first.file_kind"), extensions: ENDINGS },
  ]);
}
