import { useQuery } from "@tanstack/react-query";
import { Copy, Download } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "~/i18n";
import { commands, type Language, type NoticeView, unwrap } from "~/ipc";
import { copyText } from "~/platform/clipboard";
import { chooseTarget } from "~/platform/dialogs";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { ErrorState } from "~/ui/ErrorState";
import { Responsible } from "~/ui/privacy/Responsible";
import { Tabs } from "~/ui/Tabs";
import { toast, toastError } from "~/ui/toast";

const LANGUAGES = ["en", "fr"] as const satisfies readonly Language[];
const PAPER = "notice-paper";

/** What a prospect is to be told about the score: to read, copy and save, in either language. */
export function NoticeDialog({ prospect, onClose }: { prospect: string; onClose: () => void }) {
  const t = useT();
  const [language, setLanguage] = useState<Language>(useLanguage() === "fr" ? "fr" : "en");
  const of = { prospect, language };
  const {
    data: notice,
    error,
    refetch,
  } = useQuery({
    queryKey: ["notice", prospect, language],
    queryFn: () => unwrap(commands.noticeShow(of)),
    meta: { kinds: ["prospects", "companies", "descriptions", "signals", "scores", "settings"] },
  });
  const copy = async (text: string) => {
    const done = await copyText(text);
    toast({ text: t(done ? "common.copied" : "common.copy_failed") });
  };
  const save = async (name: string, kind: "pdf" | "txt") => {
    const path = await chooseTarget(t("notice.dialog.title"), `${name}.${kind}`, [
      { name: t(`notice.dialog.${kind}`), extensions: [kind] },
    ]);
    if (path === null) return;
    await unwrap(commands.noticeSave({ of, path }));
    toast({ text: t("notice.dialog.saved"), tone: "success" });
  };
  const download = <Download className="size-3.5" aria-hidden="true" />;
  return (
    <Dialog
      open
      width="lg"
      onOpen={(open) => !open && onClose()}
      title={t("notice.dialog.title")}
      description={t("notice.dialog.about")}
      actions={
        notice && (
          <>
            <Button
              onClick={() => void copy(notice.text)}
              icon={<Copy className="size-3.5" aria-hidden="true" />}
            >
              {t("common.copy")}
            </Button>
            <Button onClick={() => void save(notice.file_name, "txt").catch(toastError)} icon={download}>
              {t("notice.dialog.save_text")}
            </Button>
            <Button
              variant="primary"
              onClick={() => void save(notice.file_name, "pdf").catch(toastError)}
              icon={download}
            >
              {t("notice.dialog.save_pdf")}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <Tabs
          label={t("notice.dialog.language")}
          tabs={LANGUAGES.map((id) => ({ id, label: t(`notice.dialog.languages.${id}`) }))}
          active={language}
          onActive={(id) => setLanguage(id === "fr" ? "fr" : "en")}
          {...(notice && { controls: PAPER })}
        />
        {error && <ErrorState inline error={error} onRetry={() => void refetch()} />}
        {notice && <Responsible key={notice.responsible ?? ""} responsible={notice.responsible ?? ""} />}
        {notice && <Paper notice={notice} />}
      </div>
    </Dialog>
  );
}

/** The notice as it will be read. */
function Paper({ notice }: { notice: NoticeView }) {
  return (
    <article
      id={PAPER}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll the paper
      tabIndex={0}
      lang={notice.language}
      data-selectable
      className="flex max-h-[46vh] flex-col gap-3 overflow-auto rounded-lg border border-divider bg-surface px-4 py-3"
    >
      <h3 className="font-semibold text-md">{notice.title}</h3>
      {notice.sections.map(({ heading, paragraphs, items }) => (
        <section key={heading} className="flex flex-col gap-1">
          <h4 className="font-semibold text-sm">{heading}</h4>
          {paragraphs.map((text) => (
            <p key={text}>{text}</p>
          ))}
          {items.length > 0 && (
            <ul className="list-disc pl-4">
              {[...new Set(items)].map((text) => (
                <li key={text} className="break-words">
                  {text}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </article>
  );
}
