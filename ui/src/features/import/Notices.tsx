import { Info } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { FileNotice } from "~/ipc";
import { noticeSentence } from "./sentences";

/** What is to be known of the file as a whole. */
export function Notices({ notices }: { notices: readonly FileNotice[] }) {
  const t = useT();
  const format = useFormat();
  return notices.map(({ code, args }) => (
    <p key={code} role="status" className="flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
      <Info className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      {noticeSentence(code, args, t, format)}
    </p>
  ));
}
