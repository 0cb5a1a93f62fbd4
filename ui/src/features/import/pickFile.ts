import { chooseImportFile } from "~/platform/importFile";
import { toastError } from "~/ui/toast";
import { takeFiles } from "./session/store";

/** Asks for a file and takes it in. */
export async function pickFile(): Promise<void> {
  try {
    const file = await chooseImportFile();
    if (file !== null) takeFiles([file]);
  } catch (thrown) {
    toastError(thrown);
  }
}
