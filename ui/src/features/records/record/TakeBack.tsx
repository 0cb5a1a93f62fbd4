import { useState } from "react";
import { translate, useFormat, useT } from "~/i18n";
import { commands, type MergedInto, type UnmergeView, unwrap } from "~/ipc";
import { focusContent, isFocusLost } from "~/platform/panes";
import { sameWorkspace } from "~/platform/session";
import { requestUndo } from "~/platform/undo";
import { Button } from "~/ui/Button";
import { toast, toastError, toastUndo } from "~/ui/toast";

/** Says of records that are themselves again that they are not the same. */
async function keepApart({ entity, ids }: UnmergeView, names: string): Promise<void> {
  try {
    const change = await unwrap(commands.duplicatesReject({ entity, ids }));
    toastUndo(translate("records.merged.kept_apart", { names }), () => requestUndo(change));
  } catch (thrown) {
    toastError(thrown);
  }
}

/** Takes a merge back, as long as that can be done. */
export function TakeBack({ merge, variant }: { merge: MergedInto; variant?: "ghost" }) {
  const t = useT();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const names = format.list(merge.records.map(({ title }) => title || t("records.nameless")));
  const takeBack = async () => {
    const same = sameWorkspace();
    setBusy(true);
    try {
      const apart = await unwrap(commands.duplicatesUnmerge(merge.merge));
      if (!same()) return;
      toast({
        text: translate("records.merged.taken_back", { count: merge.records.length + 1, names }),
        tone: "success",
        action: { label: translate("records.merged.not_same"), run: () => void keepApart(apart, names) },
      });
      if (isFocusLost()) focusContent();
    } catch (thrown) {
      toastError(thrown);
    } finally {
      setBusy(false);
    }
  };
  if (merge.expired) return null;
  return (
    <Button
      size="sm"
      variant={variant}
      busy={busy}
      className={variant === "ghost" ? "-ml-2" : undefined}
      aria-label={t("records.merged.take_back_of", { names })}
      onClick={() => void takeBack()}
    >
      {t("records.merged.take_back")}
    </Button>
  );
}
