import type { LaneItem, OpenSeries } from './LaneItem.ts';

/** What a lane can write now: items to create, by folder and in order, and series that exist, with occurrences to change and delete. */
export class LaneQueues {
  readonly #byFolder = new Map<string, LaneItem[]>();
  readonly #series: OpenSeries[] = [];
  #occurrencesToCome = 0;
  #openOccurrences = 0;

  /** Items to create. */
  get creatable(): number {
    let sum = 0;
    for (const { length } of this.#byFolder.values()) sum += length;
    return sum;
  }

  /** Series that exist. */
  get openSeries(): number {
    return this.#series.length;
  }

  get writable(): number {
    return this.creatable + this.openSeries;
  }

  /** Occurrences of series that exist. */
  get openOccurrences(): number {
    return this.#openOccurrences;
  }

  /** Whether series with occurrences are still to be created. */
  get hasSeriesToCome(): boolean {
    return this.#occurrencesToCome > 0;
  }

  /** How much is to be written. An occurrence takes the server as long as an item, and twice: it waits for its series, or for others of it. */
  get work(): number {
    return this.creatable + 2 * (this.#occurrencesToCome + this.#openOccurrences);
  }

  /** The folders' queues. */
  get folders(): Iterable<readonly LaneItem[]> {
    return this.#byFolder.values();
  }

  open(item: LaneItem): void {
    const { folder, occurrences } = item.row;
    const queue = this.#byFolder.get(folder);
    if (queue === undefined) this.#byFolder.set(folder, [item]);
    else queue.push(item);
    this.#occurrencesToCome += occurrences;
  }

  /** Takes away the first of the folder's queue. */
  take(folder: string): void {
    this.#occurrencesToCome -= this.#byFolder.get(folder)?.shift()?.row.occurrences ?? 0;
  }

  addSeries(series: OpenSeries): void {
    this.#series.push(series);
    this.#openOccurrences += series.item.row.occurrences;
  }

  takeSeries(): OpenSeries | undefined {
    const series = this.#series.shift();
    this.#openOccurrences -= series?.item.row.occurrences ?? 0;
    return series;
  }
}
