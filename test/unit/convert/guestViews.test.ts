import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createZoneResolver } from '../../../shared/convert/timeZone/zoneResolver.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expandItem } from '../../../shared/ews/expandItem.ts';
import { expandObject } from '../../../shared/ical/expandObject.ts';
import type { SourceInstance } from '../../../shared/ical/model.ts';
import { CONTEXT, JERRY, JIMI, attendee, calendarText, copyOf, organizer, plan } from './fixture.ts';

const HOUR = 3_600_000;
const WINDOW = { from: Date.UTC(2027, 0, 1), to: Date.parse(CONTEXT.horizon) };
const PEOPLE = [organizer(JIMI), attendee(JIMI), attendee(JERRY)];
const RULES = [
  'FREQ=DAILY;COUNT=12',
  'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=12',
  'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=6',
  'FREQ=MONTHLY;BYMONTHDAY=7,14;COUNT=9',
  'FREQ=MONTHLY;BYDAY=1MO;COUNT=8',
  'FREQ=DAILY;INTERVAL=3;COUNT=9',
];

/** What one side says of one instance; `hours` moves it. */
interface Change {
  readonly kind: 'none' | 'exdate' | 'hidden' | 'cancelled' | 'moved';
  readonly hours: number;
  readonly travelMinutes: number;
}

function zoned(name: string, wall: number): string {
  return `${name};TZID=Europe/Berlin:${new Date(wall).toISOString().replace(/[-:]|\.\d+Z/g, '')}`;
}

function sideText(start: number, rule: string, walls: readonly number[], changes: readonly Change[], travels: boolean): string {
  const exdates = walls.filter((_, index) => changes[index]?.kind === 'exdate').map((wall) => zoned('EXDATE', wall));
  const overrides = walls.flatMap((wall, index) => {
    const { kind = 'none', hours = 0, travelMinutes = 0 } = changes[index] ?? {};
    if (kind === 'none' || kind === 'exdate') return [];
    const line = { hidden: ['X-CALENDARSERVER-HIDDEN-INSTANCE:T'], cancelled: ['STATUS:CANCELLED'], moved: [] }[kind];
    const travel = travels && travelMinutes > 0 ? [`X-APPLE-TRAVEL-DURATION:PT${travelMinutes}M`] : [];
    const begin = wall + (kind === 'moved' ? hours * HOUR : 0);
    return [
      'BEGIN:VEVENT',
      'UID:event-1',
      zoned('RECURRENCE-ID', wall),
      zoned('DTSTART', begin),
      'DURATION:PT1H',
      ...PEOPLE,
      ...line,
      ...travel,
      'END:VEVENT',
    ];
  });
  const travel = travels ? ['X-APPLE-TRAVEL-DURATION:PT30M'] : [];
  return calendarText(
    'BEGIN:VEVENT',
    'UID:event-1',
    zoned('DTSTART', start),
    'DURATION:PT1H',
    `RRULE:${rule}`,
    ...exdates,
    ...PEOPLE,
    ...travel,
    'END:VEVENT',
    ...overrides,
  );
}

function sourceInstances(text: string): readonly SourceInstance[] {
  const { ical } = copyOf({ text });
  if (ical === null) throw new Error('unreadable');
  const zones = createZoneResolver(ical, { floatingZone: 'Europe/Berlin' });
  return expandObject(ical, (tzid) => zones.resolve(tzid).zone, WINDOW).instances.filter(({ cancelled }) => !cancelled);
}

function shown(items: readonly PlannedItem[]): readonly string[] {
  return items.flatMap(({ item }) => expandItem(item, WINDOW).map(({ start, end }) => `${start}/${end}`)).sort();
}

function minutesOf({ event }: SourceInstance): number | null {
  const text = event.properties.find(({ name }) => name === 'X-APPLE-TRAVEL-DURATION')?.values[0];
  return text === undefined ? null : Number(/\d+/.exec(text)?.[0]);
}

const change = (kinds: readonly Change['kind'][]): fc.Arbitrary<Change> =>
  fc.record({
    kind: fc.oneof({ weight: 4, arbitrary: fc.constant('none' as const) }, { weight: 1, arbitrary: fc.constantFrom(...kinds) }),
    hours: fc.constantFrom(-30, -2, 0, 1, 3, 26),
    travelMinutes: fc.constantFrom(0, 30, 60, 90),
  });

const changes = (...kinds: readonly Change['kind'][]): fc.Arbitrary<readonly Change[]> =>
  fc.array(change(kinds), { minLength: 12, maxLength: 12 });

describe('a guest’s copy', () => {
  it('shows exactly the guest’s instances at the organizer’s times, each with the guest’s own travel', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULES),
        fc.constantFrom(Date.UTC(2027, 5, 7, 9), Date.UTC(2027, 5, 7, 0, 20)),
        changes('exdate', 'moved', 'moved', 'cancelled'),
        changes('exdate', 'moved', 'hidden'),
        (rule, start, organizers, guests) => {
          const walls = sourceInstances(sideText(start, rule, [], [], false)).map(({ originalWall }) => originalWall);
          // iTIP has brought the guest what the organizer changed; the rest is the guest's own.
          const guestChanges = guests.map((own, index): Change => {
            const theirs = organizers[index];
            return theirs === undefined || theirs.kind === 'none' || own.kind === 'hidden'
              ? own
              : { ...theirs, travelMinutes: own.travelMinutes };
          });
          const organizerText = sideText(start, rule, walls, organizers, false);
          const guestText = sideText(start, rule, walls, guestChanges, true);
          const { items } = plan([
            { owner: JIMI, text: organizerText },
            { owner: JERRY, text: guestText },
          ]);
          const mine = items.filter(({ source }) => source.owner === JERRY);

          const truth = new Map(sourceInstances(organizerText).map((instance) => [instance.originalStart, instance]));
          const expected = sourceInstances(guestText).map((own) => ({ own, time: truth.get(own.originalStart) ?? own }));
          expect(shown(mine.filter(({ kind }) => kind !== 'travel'))).toEqual(
            expected.map(({ time }) => `${time.start}/${time.end}`).sort(),
          );
          const travel = expected.flatMap(({ own, time }) => {
            const minutes = minutesOf(own);
            return minutes === null ? [] : [`${time.start - minutes * 60_000}/${time.start}`];
          });
          expect(shown(mine.filter(({ kind }) => kind === 'travel'))).toEqual(travel.sort());
        },
      ),
      { numRuns: 300 },
    );
  });
});
