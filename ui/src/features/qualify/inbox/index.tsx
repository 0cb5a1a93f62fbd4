import { CheckCheck, Inbox as InboxIcon } from "lucide-react";
import { useFormat, useT } from "~/i18n";
import type { Dimension, InboxOrder, SignalSource, SignalVerdict } from "~/ipc";
import { runCommand, useCommands } from "~/platform/keyboard";
import { navigate } from "~/platform/navigation";
import { focusContent } from "~/platform/panes";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorState } from "~/ui/ErrorState";
import { Announcer, Screen } from "~/ui/Screen";
import { Select } from "~/ui/Select";
import { Tabs } from "~/ui/Tabs";
import { useRowVersion } from "~/ui/table";
import { BANT } from "../data/score";
import { sourceName } from "../words";
import { ask, choose, chooseAll, judgeMany, lookAt, useInbox, useInboxState } from "./data";
import { InboxList } from "./InboxList";

const ALL = "all";
const ORDERS: readonly InboxOrder[] = ["newest", "strongest"];

/** The signals that were found and that nobody has said anything of: looked at, accepted or rejected. */
export default function InboxScreen() {
  const t = useT();
  const format = useFormat();
  const { query, cursor, chosen } = useInboxState();
  const { view, pages, error, again } = useInbox(query);
  useRowVersion(pages);
  const total = view?.total ?? 0;
  const row = total > 0 ? pages.at(cursor) : undefined;
  const some = chosen === ALL ? total : chosen.size;

  const say = (verdict: SignalVerdict) => {
    focusContent();
    if (chosen === ALL) void judgeMany([], query, verdict);
    else if (chosen.size > 0) void judgeMany([...chosen], null, verdict);
    else if (row) void judgeMany([row.signal.id], null, verdict);
  };
  const go = (place: number) => lookAt(Math.min(total - 1, Math.max(0, place)));
  const open = () => row?.prospect && navigate({ screen: "prospects", id: row.prospect.id });
  const can = row !== undefined;
  useCommands([
    {
      id: "inbox.accept",
      group: "record",
      title: "qualify.inbox.accept",
      keys: ["a"],
      enabled: can,
      run: () => say("accept"),
    },
    {
      id: "inbox.reject",
      group: "record",
      title: "qualify.inbox.reject",
      keys: ["r"],
      enabled: can,
      run: () => say("reject"),
    },
    {
      id: "inbox.open",
      group: "record",
      title: "qualify.inbox.open",
      keys: ["o"],
      enabled: row?.prospect != null,
      run: open,
    },
    {
      id: "inbox.choose",
      group: "list",
      title: "qualify.inbox.choose",
      keys: ["x"],
      enabled: can,
      run: () => row && choose(row.signal.id),
    },
    {
      id: "inbox.choose_all",
      group: "list",
      title: "qualify.inbox.choose_all",
      keys: ["mod+a"],
      enabled: total > 0,
      run: () => chooseAll(chosen !== ALL),
    },
    {
      id: "inbox.choose_none",
      group: "list",
      title: "qualify.inbox.choose_none",
      keys: ["esc"],
      paletteHidden: true,
      enabled: some > 0,
      run: () => chooseAll(false),
    },
    {
      id: "inbox.next",
      group: "list",
      title: "qualify.card.next",
      keys: ["j"],
      paletteHidden: true,
      enabled: cursor + 1 < total,
      run: () => go(cursor + 1),
    },
    {
      id: "inbox.previous",
      group: "list",
      title: "qualify.card.previous",
      keys: ["k"],
      paletteHidden: true,
      enabled: cursor > 0,
      run: () => go(cursor - 1),
    },
  ]);

  const ofDimension = (letter: string) =>
    view?.dimensions.find(({ dimension }) => dimension === letter)?.signals ?? 0;
  const tabs = [
    { id: ALL, label: t("qualify.inbox.all") },
    ...BANT.map(({ letter, name }) => ({
      id: letter as string,
      label: t(`qualify.dimensions.${name}`),
      count: format.number(ofDimension(letter)),
    })),
  ];
  const sources = [
    { value: ALL, label: t("qualify.inbox.any_source") },
    ...(view?.sources ?? []).map(({ source, signals }) => ({
      value: source as string,
      label: sourceName(source, t),
      hint: format.number(signals),
    })),
  ];
  const waiting = view !== undefined && view.all > 0;
  return (
    <Screen
      title={t("shell.screen.signals")}
      {...(waiting && { detail: t("qualify.inbox.waiting", { count: view.all }) })}
      {...(waiting && {
        bar: (
          <>
            <Tabs
              label={t("qualify.inbox.by_dimension")}
              tabs={tabs}
              active={query.dimension ?? ALL}
              onActive={(id) => ask({ dimension: id === ALL ? null : (id as Dimension) })}
            />
            <span className="flex-1" />
            <Select
              aria-label={t("qualify.inbox.by_source")}
              className="w-44"
              value={query.source ?? ALL}
              onValue={(id) => ask({ source: id === ALL ? null : (id as SignalSource) })}
              options={sources}
            />
            <Select
              aria-label={t("qualify.inbox.order")}
              className="w-52"
              value={query.order}
              onValue={(order) => ask({ order: order as InboxOrder })}
              options={ORDERS.map((order) => ({ value: order, label: t(`qualify.inbox.orders.${order}`) }))}
            />
          </>
        ),
        footer: (
          <>
            {(["accept", "reject"] as const).map((verdict) => (
              <Button
                key={verdict}
                variant={verdict === "accept" ? "primary" : "default"}
                command={`inbox.${verdict}`}
                disabled={!can}
                onClick={() => runCommand(`inbox.${verdict}`)}
              >
                {some > 0
                  ? t(`qualify.inbox.${verdict}_chosen`, { count: some })
                  : t(`qualify.inbox.${verdict}`)}
              </Button>
            ))}
            <Button
              variant="ghost"
              command="inbox.open"
              disabled={!row?.prospect}
              onClick={() => runCommand("inbox.open")}
            >
              {t("qualify.inbox.open")}
            </Button>
            <span className="flex-1" />
            <Button
              variant="ghost"
              command={some > 0 ? "inbox.choose_none" : "inbox.choose_all"}
              onClick={() => chooseAll(some === 0)}
            >
              {some > 0 ? t("qualify.inbox.choose_none") : t("qualify.inbox.choose_all_n", { count: total })}
            </Button>
          </>
        ),
      })}
    >
      {error != null && <ErrorState inline={waiting} error={error} onRetry={() => void again()} />}
      {view?.all === 0 && <NothingWaits />}
      {waiting && total === 0 && (
        <EmptyState
          title={t("qualify.inbox.none_such")}
          actions={
            <Button onClick={() => ask({ dimension: null, source: null })}>
              {t("qualify.inbox.show_all")}
            </Button>
          }
        />
      )}
      {total > 0 && (
        <InboxList
          key={JSON.stringify(query)}
          total={total}
          pages={pages}
          cursor={cursor}
          isChosen={(id) => chosen === ALL || chosen.has(id)}
          onCursor={go}
          onChoose={choose}
          onOpen={open}
        />
      )}
      <Announcer>
        {row ? t("qualify.inbox.position", { at: format.number(cursor + 1), of: format.number(total) }) : ""}
      </Announcer>
    </Screen>
  );
}

/** What comes here, and how. */
function NothingWaits() {
  const t = useT();
  return (
    <EmptyState
      icon={<CheckCheck strokeWidth={1.8} aria-hidden="true" />}
      title={t("qualify.inbox.nothing.title")}
      text={t("qualify.inbox.nothing.text")}
      actions={
        <Button
          icon={<InboxIcon className="size-4" strokeWidth={1.8} aria-hidden="true" />}
          onClick={() => navigate({ screen: "prospects" })}
        >
          {t("shell.go.prospects")}
        </Button>
      }
    />
  );
}
