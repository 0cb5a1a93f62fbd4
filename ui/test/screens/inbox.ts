// A made-up inbox of signals.
import type { InboxRow, InboxView, ListInbox, SignalView } from "~/ipc";
import type { Answers } from "./fake";

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

const signal = (
  id: string,
  code: string,
  dims: readonly string[],
  rest: Partial<SignalView>,
): SignalView => ({
  id,
  about: "prospect",
  code,
  dims: [...dims],
  polarity: 1,
  strength: 1,
  reliability: 0.95,
  source: "reply",
  source_name: null,
  date: ago(2),
  until: null,
  quote: null,
  extractor: "rule@1",
  status: "found",
  ...rest,
});

/** Signals that wait, the newest first. */
export const WAITING: readonly InboxRow[] = [
  {
    signal: signal("w1", "budget_stated", ["B"], {
      quote: "Le budget de 40 000 € est validé pour ce projet, il nous faut un prestataire avant l’été.",
    }),
    prospect: {
      id: "prospect-1",
      title: "Anne Martin",
      subtitle: "Directrice des opérations · Acier du Rhône",
    },
    company: null,
    others: 0,
    effect: { total: 76, grade: "A", without: 61 },
  },
  {
    signal: signal("w2", "funding_round", ["B", "T"], {
      about: "company",
      source: "press",
      source_name: "https://news.example/acme",
      date: ago(6),
      quote: "Acme lève 12 millions d’euros auprès de deux fonds pour accélérer son développement.",
    }),
    prospect: { id: "prospect-2", title: "Léa Roy", subtitle: "Directrice financière · Acme" },
    company: "Acme",
    others: 3,
    effect: { total: 64, grade: "B", without: 58 },
  },
  {
    signal: signal("w3", "not_interested", ["N"], {
      polarity: -1,
      date: ago(9),
      quote: "We are not interested at the moment, please take us off your list.",
    }),
    prospect: { id: "prospect-3", title: "Tom Baker", subtitle: "Head of IT · Baker & Sons" },
    company: null,
    others: 0,
    effect: { total: 28, grade: "D?", without: 37 },
  },
  {
    signal: signal("w4", "contract_end", ["T"], {
      source: "note",
      date: ago(12),
      quote: "Leur contrat actuel prend fin en mars.",
    }),
    prospect: { id: "prospect-4", title: "Karim Benali", subtitle: "DSI · Groupe Delta" },
    company: null,
    others: 0,
    effect: { total: 55, grade: "C", without: 44 },
  },
];

/** What the app answers for these signals. */
export function inboxOf(rows: readonly InboxRow[], { query, offset, limit }: ListInbox): InboxView {
  const fits = ({ signal: { dims, source } }: InboxRow) =>
    (query.dimension === null || dims[0] === query.dimension) &&
    (query.source === null || source === query.source);
  const found = rows.filter(fits);
  const dimensions = (["B", "A", "N", "T"] as const).map((dimension) => ({
    dimension,
    signals: rows.filter((row) => row.signal.dims[0] === dimension).length,
  }));
  const sources = (["reply", "note", "press"] as const).map((source) => ({
    source,
    signals: rows.filter((row) => row.signal.source === source).length,
  }));
  return {
    all: rows.length,
    total: found.length,
    dimensions: dimensions.filter(({ signals }) => signals > 0),
    sources: sources.filter(({ signals }) => signals > 0),
    rows: found.slice(offset, offset + limit),
  };
}

/** An app with signals that wait. */
export function inboxApp(rows: readonly InboxRow[] = WAITING): Answers {
  return { signals_inbox: ((input: ListInbox) => inboxOf(rows, input)) as never };
}
