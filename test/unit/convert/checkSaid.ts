import { expect } from 'vitest';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { calendarText, eventLines, eventText, itemOf, plan } from './fixture.ts';
import type { CopyText } from './fixture.ts';

/** Lines of the event, what differs from an event without them (fields first, then notes), what is special about the copy. */
type Said = readonly [readonly string[], readonly string[], Partial<CopyText>?];

/** Name, and what is said. */
export type SaidRow = readonly [string, ...Said];

const FIELDS = [
  ...['subject', 'body', 'location', 'legacyFreeBusyStatus', 'sensitivity', 'importance', 'categories', 'reminderMinutesBeforeStart'],
] as readonly (keyof PlannedItem['item'])[];

const PLAIN = itemOf(eventText()).item;

function fieldText(item: PlannedItem['item'], field: keyof PlannedItem['item']): string {
  const { type, text } = item.body;
  if (field === 'body') return `body ${type === 'HTML' ? 'HTML ' : ''}${text}`;
  const value = item[field];
  return `${field} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** That these lines change these fields, and that these words are said. */
export function checkSaid([lines, expected, more]: Said): void {
  const { items } = plan([{ text: calendarText(...eventLines(...lines)), ...more }]);
  expect(items.length).toBe(1);
  const said = items.flatMap(({ item, notes }) => [
    ...FIELDS.filter((field) => fieldText(item, field) !== fieldText(PLAIN, field)).map((field) => fieldText(item, field)),
    ...notes.map(({ code, property, was, became }) => `${code} ${property}: ${was} -> ${became}`),
  ]);
  expect(said).toEqual(expected);
}
