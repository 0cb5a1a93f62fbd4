import { translate } from "~/i18n";
import { chooseFile } from "~/platform/dialogs";
import { toastError } from "~/ui/toast";
import { takeFiles } from "./session/store";

/** The kinds of file that an import reads. */
const ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/** Asks for a file and takes it in. */
export async function pickFile(): Promise<void> {
  try {
    const file = await chooseFile(translate("import.choose_title"), [
      { name: translate("import.file_kind"), extensions: ENDINGS },
    ]);
    if (file !== null) takeFiles([file]);
  } catch (thrown) {
    toastError(thrown);
  }
}
