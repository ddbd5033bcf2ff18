import { describe, expect, it } from 'vitest';
import type { TargetInstance } from '../../../electron/ports/ExchangeTarget.ts';
import { doubleBookings } from '../../../electron/usecases/verify/doubleBookings.ts';

const ROOM = 'room@contoso.com';

function booking(uid: string, start: string, end: string, change: Partial<TargetInstance> = {}): TargetInstance {
  return {
    ...{ id: `${uid} ${start}`, uid, subject: uid, start, end, isAllDayEvent: false },
    ...{ legacyFreeBusyStatus: 'Busy', type: 'Single', myResponse: 'Accept', key: null, ...change },
  };
}

describe('a room', () => {
  it('is booked twice where one event begins before another ends', () => {
    const shown = [
      booking('b', '2026-11-23T09:30:00Z', '2026-11-23T10:30:00Z'),
      booking('a', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'),
    ];
    const both = { mailbox: ROOM, start: '2026-11-23T09:30:00Z', end: '2026-11-23T10:30:00Z', subject: 'b', otherSubject: 'a', times: 1 };
    expect(doubleBookings(ROOM, shown)).toEqual([both]);
  });

  it.each<[string, TargetInstance]>([
    ['begins when the other ends', booking('b', '2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z')],
    ['is free', booking('b', '2026-11-23T09:30:00Z', '2026-11-23T10:30:00Z', { legacyFreeBusyStatus: 'Free' })],
    ['takes no time', booking('b', '2026-11-23T09:30:00Z', '2026-11-23T09:30:00Z')],
  ])('is not, where the second %s', (_, second) => {
    expect(doubleBookings(ROOM, [booking('a', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'), second])).toEqual([]);
  });

  it('names two series that meet every week once', () => {
    const weeks = ['2026-11-23', '2026-11-30', '2026-12-07'];
    const shown = weeks.flatMap((day) => ['a', 'b'].map((uid) => booking(uid, `${day}T09:00:00Z`, `${day}T10:00:00Z`)));
    expect(doubleBookings(ROOM, shown)).toMatchObject([{ start: '2026-11-23T09:00:00Z', times: 3 }]);
  });
});
