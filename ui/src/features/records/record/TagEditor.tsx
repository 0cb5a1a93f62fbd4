import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useFormat, useT } from "~/i18n";
import { commands, type RecordView, unwrap } from "~/ipc";
import { isFocusLost } from "~/platform/panes";
import { CONTROL_FRAME } from "~/ui/Input";
import { type Suggest, SuggestField } from "~/ui/SuggestField";
import { Tag } from "~/ui/Tag";
import { changeRecords, only } from "../data/change";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The tags of the workspace that contain a text, the most used first. */
export function useSuggestTags(): Suggest {
  const format = useFormat();
  const { data = [] } = useQuery({
    queryKey: ["tags"],
    queryFn: () => unwrap(commands.tagsList()),
    meta: { kinds: ["tags"] },
  });
  return async (text) =>
    data
      .filter(({ name }) => plain(name).includes(plain(text)))
      .map(({ name, prospects, companies }) => ({ value: name, count: prospects + companies }))
      .sort((a, b) => b.count - a.count)
      .map(({ value, count }) => ({ value, hint: format.number(count) }));
}

/** The tags of a record, to take away and to add to. */
export function TagEditor({ record }: { record: RecordView }) {
  const t = useT();
  const suggest = useSuggestTags();
  const [text, setText] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setText(null);
    requestAnimationFrame(() => {
      if (isFocusLost()) opener.current?.focus();
    });
  };
  const { entity, id, tags } = record;
  const change = (kind: "add_tag" | "remove_tag", name: string) =>
    void changeRecords(entity, only(id), { kind, name });
  const add = (name: string) => {
    close();
    const clean = name.trim();
    if (clean !== "" && !tags.includes(clean)) change("add_tag", clean);
  };
  return (
    <fieldset aria-label={t("records.tags.label")} className="flex flex-wrap items-center gap-1.5">
      {tags.map((name) => (
        <Tag
          key={name}
          onRemove={() => change("remove_tag", name)}
          removeLabel={t("records.tags.remove", { name })}
        >
          {name}
        </Tag>
      ))}
      {text === null ? (
        <button
          ref={opener}
          type="button"
          data-command="record.tag"
          onClick={() => setText("")}
          className="inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-subtle text-xs first:-ml-1.5 hover:bg-hover hover:text-fg"
        >
          <Plus className="size-3" aria-hidden="true" />
          {t("records.tags.add")}
        </button>
      ) : (
        <SuggestField
          autoFocus
          aria-label={t("records.tags.add")}
          placeholder={t("records.tags.placeholder")}
          value={text}
          onValue={setText}
          suggest={async (typed) => (await suggest(typed)).filter(({ value }) => !tags.includes(value))}
          onChoose={add}
          onBlur={() => add(text)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              add(text);
            } else if (event.key === "Escape") {
              event.preventDefault();
              event.stopPropagation();
              close();
            }
          }}
          className={`${CONTROL_FRAME} h-6 w-32 px-1.5 text-xs`}
        />
      )}
    </fieldset>
  );
}
