import { describe, expect, it } from 'vitest';
import { findZone, windowsZoneIds } from '../../simulator/calendar/windowsZones.ts';
import { zoneRules } from '../../simulator/calendar/zoneRules.ts';

const at = (text: string): number => Date.parse(text);

describe('a Windows zone', () => {
  it.each([
    ['W. Europe Standard Time', '2026-03-29T02:30:00Z', '2026-03-29T01:30:00Z', 'a time in the spring gap takes the offset before it'],
    ['W. Europe Standard Time', '2026-10-25T02:30:00Z', '2026-10-25T00:30:00Z', 'a time that comes twice is the first'],
    ['W. Europe Standard Time', '2026-10-25T03:00:00Z', '2026-10-25T02:00:00Z', 'the first minute after the change back'],
    ['Pacific Standard Time', '2026-07-01T09:00:00Z', '2026-07-01T16:00:00Z', 'summer'],
    ['Pacific Standard Time', '2026-12-01T09:00:00Z', '2026-12-01T17:00:00Z', 'winter'],
    ['AUS Eastern Standard Time', '2026-01-01T09:00:00Z', '2025-12-31T22:00:00Z', 'southern summer'],
    ['India Standard Time', '2026-01-01T09:00:00Z', '2026-01-01T03:30:00Z', 'half an hour'],
    ['UTC', '2026-01-01T09:00:00Z', '2026-01-01T09:00:00Z', 'none at all'],
  ])('%s: %s on the wall is %s (%s)', (id, wall, instant) => {
    const zone = findZone(id);
    expect(zone === undefined ? null : new Date(zone.toInstant(at(wall))).toISOString()).toBe(new Date(at(instant)).toISOString());
  });

  it('is found whatever the case of its id, and not found under an IANA name', () => {
    expect([findZone('w. europe standard time')?.id, findZone('Europe/Berlin')]).toEqual(['W. Europe Standard Time', undefined]);
  });

  it('shows on the wall what it was given, all year round and in every zone', () => {
    for (const id of windowsZoneIds()) {
      const zone = findZone(id);
      for (let day = 0; day < 365; day += 5) {
        const instant = Date.UTC(2026, 0, 1 + day, 12);
        if (zone !== undefined) expect([id, zone.toInstant(zone.toWall(instant))]).toEqual([id, instant]);
      }
    }
  });

  it('can say its rules as Windows writes them', () => {
    const berlin = findZone('W. Europe Standard Time');
    const tokyo = findZone('Tokyo Standard Time');
    expect(berlin === undefined ? null : zoneRules(berlin, 2026)).toEqual({
      ...{ standard: 60, daylight: 120 },
      toDaylight: { month: 3, occurrence: -1, weekday: 0, minutesOfDay: 120 },
      toStandard: { month: 10, occurrence: -1, weekday: 0, minutesOfDay: 180 },
    });
    expect(tokyo === undefined ? null : zoneRules(tokyo, 2026)).toEqual({
      standard: 540,
      daylight: 540,
      toDaylight: null,
      toStandard: null,
    });
  });
});
