import { expandPattern } from '../../shared/ews/expandPattern.ts';
import { dayOfDate } from '../../shared/ews/patternCalendar.ts';
import type { WholeItem } from '../../shared/run/undo/content.ts';
import type { ItemMarker, OccurrenceRef, ReadItem } from '../ports/ExchangeTarget.ts';
import { ask } from './ask.ts';
import type { AskContext } from './RunContext.ts';

/** GetItem with everything costs the server more than a listing's row. */
const AT_ONCE = 50;

/** An item as it is now, with its changed occurrences. */
export interface WholeRead extends WholeItem {
  readonly id: string;
  readonly changeKey: string;
  readonly marker: ItemMarker | null;
}

function chunks<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / AT_ONCE) }, (_, index) => list.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}

function occurrencesOf({ id, item: { recurrence, modifiedOccurrences } }: ReadItem): readonly OccurrenceRef[] {
  if (recurrence === null || modifiedOccurrences.length === 0) return [];
  const days = expandPattern(recurrence);
  return modifiedOccurrences.map(({ originalStart }) => ({
    masterId: id,
    instanceIndex: days.countUpTo(dayOfDate(originalStart.slice(0, 10))),
  }));
}

async function readItems(context: AskContext, mailbox: string, ids: readonly string[]): Promise<readonly ReadItem[]> {
  const items: ReadItem[] = [];
  for (const chunk of chunks(ids)) {
    const { answers } = await ask(context, mailbox, () => context.target.readItems(mailbox, chunk));
    for (const [index, id] of chunk.entries()) {
      const answer = answers[index];
      // By the id that was asked for: what is answered may be spelt otherwise.
      if (answer?.outcome === 'done') items.push({ ...answer.value, id });
    }
  }
  return items;
}

/** Everything about some items of a mailbox, by id; those that are gone are left out. */
export async function readWhole(context: AskContext, mailbox: string, ids: readonly string[]): Promise<ReadonlyMap<string, WholeRead>> {
  const items = await readItems(context, mailbox, ids);
  const occurrences = new Map<string, WholeItem['item'][]>();
  for (const chunk of chunks(items.flatMap(occurrencesOf))) {
    const { answers } = await ask(context, mailbox, () => context.target.readOccurrences(mailbox, chunk));
    for (const [index, { masterId }] of chunk.entries()) {
      const answer = answers[index];
      if (answer?.outcome === 'done') occurrences.set(masterId, [...(occurrences.get(masterId) ?? []), answer.value.item]);
    }
  }
  return new Map(
    items.map(({ id, changeKey, marker, item }) => [id, { id, changeKey, marker, item, occurrences: occurrences.get(id) ?? [] }]),
  );
}
