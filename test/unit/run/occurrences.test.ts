import { describe, expect, it } from 'vitest';
import { detachOccurrence, isDetachable, withoutDetached } from '../../../shared/run/detachOccurrence.ts';
import { occurrencesOf, missingSteps, occurrenceSteps } from '../../../shared/run/occurrenceSteps.ts';
import { calendarItem, plannedItem, weekly } from './planned.ts';

const at = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00:00+01:00`;
const moved = (day: string, to: string, hour = 9) => ({ originalStart: at(day, 9), start: at(to, hour), end: at(to, hour + 1) });
const SERIES = weekly({
  modifiedOccurrences: [
    moved('2026-11-30', '2026-12-01'),
    moved('2026-12-07', '2026-12-04'),
    { ...moved('2026-12-14', '2026-12-14'), subject: 'Budget' },
    moved('2026-12-21', '2026-12-18'),
  ],
  deletedOccurrences: [at('2026-11-23', 9), at('2027-01-04', 9)],
});
const numbers = (item: Parameters<typeof occurrenceSteps>[0]): readonly string[] =>
  occurrenceSteps(item).map(({ instanceIndex, change }) => `${change === null ? 'delete' : 'change'} ${String(instanceIndex)}`);

describe('the steps of a series', () => {
  it('come in an order in which no occurrence ever passes its neighbour', () => {
    expect(numbers(SERIES)).toEqual(['delete 1', 'delete 7', 'change 3', 'change 5', 'change 4', 'change 2']);
  });

  it('are none for a single', () => {
    expect([occurrenceSteps(calendarItem()), occurrencesOf(calendarItem())]).toEqual([[], 0]);
  });

  it('count the days of the pattern, not weeks', () => {
    const item = weekly({
      recurrence: {
        pattern: { type: 'Weekly', interval: 2, daysOfWeek: ['Monday', 'Thursday'], firstDayOfWeek: 'Monday' },
        range: { type: 'NoEnd', startDate: '2026-11-23' },
      },
      deletedOccurrences: [at('2026-12-10', 9)],
    });
    expect(numbers(item)).toEqual(['delete 4']);
  });
});

describe('what reading a series back does not show yet', () => {
  it('is everything for a new one', () => {
    expect(missingSteps(SERIES, weekly())).toEqual(occurrenceSteps(SERIES));
  });

  it('is nothing when all is there, in another offset', () => {
    const found = weekly({
      modifiedOccurrences: SERIES.modifiedOccurrences.map((change) => ({
        originalStart: new Date(change.originalStart).toISOString(),
        start: new Date(change.start).toISOString(),
        end: new Date(change.end).toISOString(),
      })),
      deletedOccurrences: SERIES.deletedOccurrences.map((time) => new Date(time).toISOString()),
    });
    expect(missingSteps(SERIES, found)).toEqual([]);
  });

  it('is what is missing or stands elsewhere', () => {
    const found = weekly({ modifiedOccurrences: [moved('2026-12-07', '2026-12-05')], deletedOccurrences: [at('2026-11-23', 9)] });
    expect(missingSteps(SERIES, found).map(({ instanceIndex }) => instanceIndex)).toEqual([7, 3, 5, 4, 2]);
  });
});

describe('an occurrence the server does not take', () => {
  const series = plannedItem(SERIES);
  const original = at('2026-12-14', 9);

  it.each([
    ['ErrorOccurrenceCrossingBoundary', true],
    ['ErrorOccurrenceTimeSpanTooBig', true],
    ['ErrorItemSave', false],
    ['ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange', false],
  ])('%s: detachable %s', (code, expected) => {
    expect(isDetachable(code)).toBe(expected);
  });

  it('becomes an item of its own with the content it should have had', () => {
    const single = detachOccurrence(series, original);
    expect(single).toMatchObject({
      part: 'single:20261214T080000Z',
      parentKey: series.key,
      waitsFor: [],
      item: { subject: 'Budget', start: original, location: 'Room 1', recurrence: null, modifiedOccurrences: [], deletedOccurrences: [] },
    });
  });

  it('has the same key and UID every time, and neither of its series', () => {
    const [one, other] = [detachOccurrence(series, original), detachOccurrence({ ...series, notes: [] }, original)];
    expect([one?.key, one?.item.uid]).toEqual([other?.key, other?.item.uid]);
    expect([one?.key === series.key, one?.item.uid === series.item.uid]).toEqual([false, false]);
  });

  it('stays a travel block, and its owner’s own', () => {
    const travel = (owner: string) =>
      plannedItem(SERIES, { part: 'travel-to:master', kind: 'travel', source: { ...series.source, owner } });
    const [janis, jimi] = [detachOccurrence(travel('JANIS'), original), detachOccurrence(travel('JIMI'), original)];
    expect(janis?.part).toBe('travel-to:single:20261214T080000Z');
    expect(janis?.item.uid).not.toBe(jimi?.item.uid);
  });

  it('is a deletion in its series', () => {
    const left = withoutDetached(series, new Set([original]));
    expect(numbers(left.item)).toEqual(['delete 1', 'delete 4', 'delete 7', 'change 3', 'change 5', 'change 2']);
  });

  it('of an unknown day is none', () => {
    expect([detachOccurrence(series, at('2026-12-15', 9)), withoutDetached(series, new Set()) === series]).toEqual([null, true]);
  });
});
