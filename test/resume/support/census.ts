import type { ItemFields } from '../../../shared/contract/lines/item.ts';
import type { JsonLine } from '../../support/godwit.ts';
import type { ItemState, MailboxState } from '../../simulator/state/describeState.ts';

/** What the preview said an item will be. */
export type PlannedLine = ItemFields;

/** What a server holds against what was planned; all lists are empty when every item is there exactly once. */
export interface Census {
  readonly counted: number;
  readonly missing: readonly string[];
  readonly twice: readonly string[];
  /** Marked items where no plan wanted them. */
  readonly strangers: readonly string[];
  /** Series whose exceptions or deletions are not those that were planned. */
  readonly occurrences: readonly string[];
  /** Run marks that nobody took away. */
  readonly marks: readonly string[];
}

export const NOTHING_WRONG = { missing: [], twice: [], strangers: [], occurrences: [], marks: [] };

/** The items of a preview. */
export function plannedLines(preview: readonly JsonLine[]): readonly PlannedLine[] {
  return preview.filter((line) => line['type'] === 'item') as unknown as readonly PlannedLine[];
}

function own(extended: Readonly<Record<string, string | readonly string[]>>, name: string): string | null {
  const value = Object.entries(extended).find(([path]) => path.includes(`/${name}/`))?.[1];
  return typeof value === 'string' ? value : null;
}

interface Marked {
  readonly place: string;
  readonly item: ItemState;
}

/** Marked items by key, each with `mailbox folder`. */
export function markedItems(states: readonly MailboxState[]): ReadonlyMap<string, readonly Marked[]> {
  const marked = states.flatMap(({ address, folders }) =>
    folders.flatMap(({ name, distinguished, items }) => {
      const folder = distinguished === 'calendar' ? 'Calendar' : `Calendar/${name}`;
      return items.map((item) => ({ key: own(item.extended, 'GodwitItemKey'), place: `${address.toLowerCase()} ${folder}`, item }));
    }),
  );
  return Map.groupBy(
    marked.flatMap(({ key, ...rest }) => (key === null ? [] : [{ key, ...rest }])),
    ({ key }) => key,
  );
}

/** All-day occurrences are dates in the plan, and midnights somewhere on the server. */
const HALF_A_DAY_MS = 14 * 3_600_000;

function sameTimes(planned: readonly string[], found: readonly string[], isAllDay: boolean): boolean {
  const slack = isAllDay ? HALF_A_DAY_MS : 0;
  const sorted = (times: readonly string[]): readonly number[] => times.map((time) => Date.parse(time)).sort((a, b) => a - b);
  const [wanted, there] = [sorted(planned), sorted(found)];
  return wanted.length === there.length && wanted.every((time, index) => Math.abs(time - (there[index] ?? 0)) <= slack);
}

function hasItsOccurrences(planned: PlannedLine, { exceptions, deleted }: ItemState): boolean {
  const originals = planned.modifiedOccurrences.map(({ originalStart }) => originalStart);
  return (
    sameTimes(
      originals,
      exceptions.map(({ originalStart }) => originalStart),
      planned.isAllDayEvent,
    ) && sameTimes(planned.deletedOccurrences, deleted, planned.isAllDayEvent)
  );
}

/** Counts every planned key on the server: exactly once, in the right mailbox and folder, with its occurrences. */
export function takeCensus(planned: readonly PlannedLine[], states: readonly MailboxState[]): Census {
  const marked = markedItems(states);
  const wanted = new Map(planned.map((line) => [line.key, line]));
  const name = ({ subject, mailbox, key }: PlannedLine): string => `${subject} of ${mailbox} (${key.slice(0, 8)})`;
  const inPlace = (line: PlannedLine): readonly Marked[] =>
    (marked.get(line.key) ?? []).filter(({ place }) => place === `${line.mailbox} ${line.folder}`);
  const strangers = [...marked].flatMap(([key, items]) => {
    const line = wanted.get(key);
    return items
      .filter(({ place }) => line === undefined || place !== `${line.mailbox} ${line.folder}`)
      .map(({ place }) => `${key} in ${place}`);
  });
  const marks = states.flatMap(({ address, folders }) =>
    folders.flatMap(({ extended }) => (own(extended, 'GodwitRunMark') === null ? [] : [address])),
  );
  return {
    counted: planned.filter((line) => inPlace(line).length === 1).length,
    missing: planned.filter((line) => inPlace(line).length === 0).map(name),
    twice: planned.filter((line) => inPlace(line).length > 1).map(name),
    strangers,
    occurrences: planned.filter((line) => inPlace(line).some(({ item }) => !hasItsOccurrences(line, item))).map(name),
    marks,
  };
}
