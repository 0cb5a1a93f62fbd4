/** How many rows are fetched together. */
export const PAGE_ROWS = 100;
/** How many pages are kept; the least recently seen go first. */
const KEPT_PAGES = 60;
/** How long the position has to rest after a jump before its pages are fetched, in ms. */
const REST_MS = 50;

/** Gives the rows from `offset`, at most `limit`. */
export type FetchWindow<Row> = (offset: number, limit: number) => Promise<readonly Row[]>;

type Page<Row> = { rows: readonly Row[]; stale: boolean };

/**
 * The rows of a list that were fetched, in pages. Pages beside known ones are fetched at once (steady scrolling
 * never shows an empty row), others once the position rests (a dragged scroll bar does not ask for what it passes).
 */
export class RowPages<Row> {
  #fetch: FetchWindow<Row>;
  readonly #pages = new Map<number, Page<Row>>();
  readonly #asked = new Map<number, Promise<void>>();
  /** Pages whose fetch failed; they are asked for again by {@link refresh}. */
  readonly #failed = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #generation = 0;
  #version = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastFirst = 0;
  /** What the last failed fetch threw, until one succeeds. */
  error: unknown;

  /** `first` are the rows of the first page, when they are known. */
  constructor(fetch: FetchWindow<Row>, first?: readonly Row[]) {
    this.#fetch = fetch;
    this.#know(first);
  }

  /** The row at a position, perhaps as it was before the list changed; undefined while it is not there. */
  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS];
  }

  /** The row at a position if it is known to stand there now. */
  current(index: number): Row | undefined {
    const page = this.#pages.get(Math.floor(index / PAGE_ROWS));
    return page && !page.stale ? page.rows[index % PAGE_ROWS] : undefined;
  }

  /** Makes sure that the rows from `first` up to, not including, `last` come; and those after them in the direction of travel. */
  want(first: number, last: number, total: number): void {
    if (total === 0 || last <= first) return;
    const forward = first >= this.#lastFirst;
    this.#lastFirst = first;
    const from = Math.floor(first / PAGE_ROWS);
    const to = Math.floor((last - 1) / PAGE_ROWS);
    const lastPage = Math.floor((total - 1) / PAGE_ROWS);
    const pages: number[] = [];
    for (let page = from; page <= to; page++) pages.push(page);
    for (const page of pages) this.#touch(page);
    clearTimeout(this.#timer);
    const near = pages.some((page) => this.#pages.has(page)) || this.#pages.size === 0;
    const fetchAll = () => {
      for (const page of pages) this.#load(page);
      const ahead = forward ? to + 1 : from - 1;
      if (ahead >= 0 && ahead <= lastPage) this.#load(ahead);
    };
    if (near) fetchAll();
    else this.#timer = setTimeout(fetchAll, REST_MS);
  }

  /** The rows from `first` up to, not including, `last`, fetched where they are missing. */
  async range(first: number, last: number): Promise<Row[]> {
    const from = Math.floor(first / PAGE_ROWS);
    const to = Math.floor((last - 1) / PAGE_ROWS);
    const rows: Row[] = [];
    for (let page = from; page <= to; page++) {
      await this.#load(page);
      const known = this.#pages.get(page)?.rows ?? [];
      rows.push(...known.slice(Math.max(0, first - page * PAGE_ROWS), last - page * PAGE_ROWS));
    }
    return rows;
  }

  /** Puts a changed row in the place of one that `is` finds: an edit that shows before it is saved. */
  patch(is: (row: Row) => boolean, change: (row: Row) => Row): void {
    for (const [number, page] of this.#pages) {
      if (page.rows.some(is))
        this.#pages.set(number, { ...page, rows: page.rows.map((row) => (is(row) ? change(row) : row)) });
    }
    this.#tell();
  }

  /** Fetches what is wanted again; until it comes the old rows stay. `first` as for a new list. */
  refresh(fetch: FetchWindow<Row> = this.#fetch, first?: readonly Row[]): void {
    this.#fetch = fetch;
    this.#generation++;
    this.#asked.clear();
    this.#failed.clear();
    for (const page of this.#pages.values()) page.stale = true;
    this.#know(first);
    this.#tell();
  }

  /** Counts the changes of what {@link at} gives. */
  get version(): number {
    return this.#version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #know(first: readonly Row[] | undefined): void {
    if (first) this.#pages.set(0, { rows: first, stale: false });
  }

  #load(page: number): Promise<void> {
    const known = this.#pages.get(page);
    if (known && !known.stale) return Promise.resolve();
    const asked = this.#asked.get(page);
    if (asked) return asked;
    if (this.#failed.has(page)) return Promise.resolve();
    const generation = this.#generation;
    const request = this.#fetch(page * PAGE_ROWS, PAGE_ROWS).then(
      (rows) => {
        if (generation !== this.#generation) return;
        this.error = undefined;
        this.#asked.delete(page);
        this.#pages.delete(page);
        this.#pages.set(page, { rows, stale: false });
        this.#evict();
        this.#tell();
      },
      (error: unknown) => {
        if (generation !== this.#generation) return;
        this.error = error;
        this.#failed.add(page);
        this.#asked.delete(page);
        this.#tell();
      },
    );
    this.#asked.set(page, request);
    return request;
  }

  /** Moves a page to the end of the queue of those that go. */
  #touch(number: number): void {
    const page = this.#pages.get(number);
    if (!page) return;
    this.#pages.delete(number);
    this.#pages.set(number, page);
  }

  #evict(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) return;
      this.#pages.delete(number);
    }
  }

  #tell(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
