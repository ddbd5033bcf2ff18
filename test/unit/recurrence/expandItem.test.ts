import { describe, expect, it } from 'vitest';
import { expandItem } from '../../../shared/ews/expandItem.ts';
import type { EwsItemTimes } from '../../../shared/ews/expandItem.ts';
import type { EwsRecurrence } from '../../../shared/ews/item.ts';

const weekly: EwsRecurrence = {
  pattern: { type: 'Weekly', interval: 1, daysOfWeek: ['Monday'], firstDayOfWeek: 'Monday' },
  range: { type: 'Numbered', startDate: '2027-03-15', numberOfOccurrences: 4 },
};

const meeting: EwsItemTimes = {
  start: '2027-03-15T09:00:00+01:00',
  end: '2027-03-15T10:00:00+01:00',
  isAllDayEvent: false,
  startTimeZone: 'W. Europe Standard Time',
  endTimeZone: 'W. Europe Standard Time',
  recurrence: weekly,
  modifiedOccurrences: [],
  deletedOccurrences: [],
};

function starts(item: EwsItemTimes, from = '2027-01-01', to = '2028-01-01'): readonly string[] {
  const window = { from: Date.parse(from), to: Date.parse(to) };
  return expandItem(item, window).map(({ start, end }) => `${new Date(start).toISOString()} ${(end - start) / 60_000}`);
}

describe('the instances of an Exchange item', () => {
  it('keep their wall time when the clocks change', () => {
    expect(starts(meeting)).toEqual([
      '2027-03-15T08:00:00.000Z 60',
      '2027-03-22T08:00:00.000Z 60',
      '2027-03-29T07:00:00.000Z 60',
      '2027-04-05T07:00:00.000Z 60',
    ]);
  });

  it('leave out deleted ones and show modified ones where they went, also from outside the window', () => {
    const item: EwsItemTimes = {
      ...meeting,
      deletedOccurrences: ['2027-03-22T09:00:00+01:00'],
      modifiedOccurrences: [
        { originalStart: '2027-03-29T09:00:00+02:00', start: '2027-03-30T12:00:00+02:00', end: '2027-03-30T13:30:00+02:00' },
      ],
    };
    expect(starts(item)).toEqual(['2027-03-15T08:00:00.000Z 60', '2027-03-30T10:00:00.000Z 90', '2027-04-05T07:00:00.000Z 60']);
    expect(starts(item, '2027-03-30', '2027-03-31')).toEqual(['2027-03-30T10:00:00.000Z 90']);
    expect(starts(item, '2027-03-29', '2027-03-30')).toEqual([]);
  });

  it('do not include modifications of what the series does not hold', () => {
    const stray = { originalStart: '2027-03-23T09:00:00+01:00', start: '2027-03-23T12:00:00+01:00', end: '2027-03-23T13:00:00+01:00' };
    expect(starts({ ...meeting, modifiedOccurrences: [stray] })).toEqual(starts(meeting));
  });

  it('count if they overlap the window; without length, if they begin inside', () => {
    expect(starts(meeting, '2027-03-15T08:30:00Z', '2027-03-15T08:31:00Z')).toEqual(['2027-03-15T08:00:00.000Z 60']);
    expect(starts(meeting, '2027-03-15T09:00:00Z', '2027-03-16')).toEqual([]);
    const point: EwsItemTimes = { ...meeting, end: meeting.start };
    expect(starts(point, '2027-03-15T08:00:00Z', '2027-03-15T08:01:00Z')).toEqual(['2027-03-15T08:00:00.000Z 0']);
    expect(starts(point, '2027-03-15T07:00:00Z', '2027-03-15T08:00:00Z')).toEqual([]);
  });

  it('keep a night shift to the wall: seven hours when the clocks go forward', () => {
    const night: EwsItemTimes = {
      ...meeting,
      start: '2027-03-20T22:00:00+01:00',
      end: '2027-03-21T06:00:00+01:00',
      recurrence: {
        pattern: { ...weekly.pattern, daysOfWeek: ['Saturday'] } as EwsRecurrence['pattern'],
        range: { type: 'Numbered', startDate: '2027-03-20', numberOfOccurrences: 2 },
      },
    };
    expect(starts(night)).toEqual(['2027-03-20T21:00:00.000Z 480', '2027-03-27T21:00:00.000Z 420']);
  });

  it('are dates when all-day, wherever one looks from', () => {
    const days: EwsItemTimes = {
      ...meeting,
      start: '2027-03-15',
      end: '2027-03-17',
      isAllDayEvent: true,
      deletedOccurrences: ['2027-03-22'],
      modifiedOccurrences: [{ originalStart: '2027-03-29', start: '2027-03-30', end: '2027-03-31' }],
    };
    expect(starts(days)).toEqual(['2027-03-15T00:00:00.000Z 2880', '2027-03-30T00:00:00.000Z 1440', '2027-04-05T00:00:00.000Z 2880']);
  });

  it('are one where nothing repeats', () => {
    const single: EwsItemTimes = { ...meeting, recurrence: null };
    expect([starts(single), starts(single, '2027-04-01')]).toEqual([['2027-03-15T08:00:00.000Z 60'], []]);
  });
});
