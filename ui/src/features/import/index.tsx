import { useEffect } from "react";
import { translate } from "~/i18n";
import { incomingFiles } from "~/platform/incoming";
import { navigate, useRoute } from "~/platform/navigation";
import { toast } from "~/ui/toast";
import { DetailScreen } from "./detail/DetailScreen";
import { closeFinished, takeFiles, useImport } from "./session/store";
import { StartScreen } from "./start/StartScreen";
import { Wizard } from "./Wizard";

/** Takes the files in that the address brings: dropped on the window, or chosen elsewhere. */
function useIncoming(): void {
  const route = useRoute();
  useEffect(() => {
    const files = incomingFiles(route);
    if (files.length === 0) return;
    const waiting = useImport.getState().session !== null;
    takeFiles(files);
    const { queue } = useImport.getState();
    if (waiting && queue.length > 0) toast({ text: translate("import.queued", { count: queue.length }) });
    navigate({ screen: "import" }, { replace: true });
  }, [route]);
}

/** Puts a finished import away when the screen is left: coming back begins anew. */
function useTidyUp(): void {
  useEffect(() => closeFinished, []);
}

/** Bringing files in: the start, the steps of a file, or an import that was. */
export default function ImportScreen() {
  const { id } = useRoute();
  const session = useImport((state) => state.session);
  useIncoming();
  useTidyUp();
  if (id !== undefined) return <DetailScreen key={id} id={id} />;
  return session ? <Wizard session={session} /> : <StartScreen />;
}
