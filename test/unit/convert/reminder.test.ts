import { describe, expect, it } from 'vitest';
import { CONTEXT, codes, eventText, itemOf } from './fixture.ts';

function alarm(trigger: string, action = 'DISPLAY'): readonly string[] {
  return ['BEGIN:VALARM', ...(action === '' ? [] : [`ACTION:${action}`]), ...(trigger === '' ? [] : [`TRIGGER${trigger}`]), 'END:VALARM'];
}

const PAST = ['DTSTART;TZID=Europe/Berlin:20200607T090000', 'DTEND;TZID=Europe/Berlin:20200607T100000'];

describe('reminder', () => {
  it.each([
    ['no alarm is no reminder', [], null, []],
    ['minutes before', alarm(':-PT15M'), 15, []],
    ['a day before', alarm(':-P1D'), 1440, []],
    ['a week before', alarm(':-P1W'), 10080, []],
    ['at the start', alarm(':PT0S'), 0, []],
    ['seconds round up', alarm(':-PT90S'), 2, []],
    ['counted from the end', alarm(';RELATED=END:-PT75M'), 15, []],
    ['absolute', alarm(';VALUE=DATE-TIME:20270607T063000Z'), 30, []],
    ['absolute on the wall', alarm(';VALUE=DATE-TIME:20270607T083000'), 30, []],
    ['travel: the value counts from the start already', alarm(';X-APPLE-RELATED-TRAVEL=-PT30M:-PT1H15M'), 75, []],
    ['after the start', alarm(':PT5M'), null, ['reminder-after-start']],
    ['no trigger', alarm(''), null, ['reminder-unreadable']],
    ['a trigger nobody can read', alarm(':soon'), null, ['reminder-unreadable']],
    ['ACTION:NONE', alarm(':-PT15M', 'NONE'), null, []],
    ['Apple’s moment for no alarm', alarm(';VALUE=DATE-TIME:19760401T005545Z'), null, []],
    ['without ACTION', alarm(':-PT15M', ''), 15, []],
    ['mail where there is nothing else', alarm(':-PT15M', 'EMAIL'), 15, ['reminder-as-display']],
    ['mail beside a display', [...alarm(':-PT5M', 'EMAIL'), ...alarm(':-PT15M')], 15, ['reminder-chosen']],
    [
      'the nearest of several',
      [...alarm(':-P1D'), ...alarm(':-PT10M', 'AUDIO'), ...alarm(':-PT30M')],
      10,
      ['reminder-chosen', 'reminder-chosen'],
    ],
    ['two at the same time are one', [...alarm(':-PT10M'), ...alarm(':-PT10M', 'AUDIO')], 10, []],
    ['more than five years', alarm(':-P2000D'), 2_629_800, ['reminder-too-early']],
    ['five years exactly', alarm(':-PT2629800M'), 2_629_800, []],
  ])('%s', (_, lines, minutes, notes) => {
    const item = itemOf(eventText(...lines));
    expect([item.item.reminderMinutesBeforeStart, codes(item)]).toEqual([minutes, notes]);
  });

  it('of an all-day event counts from midnight in the owner’s zone', () => {
    const day = 'DTSTART;VALUE=DATE:20270607';
    const minutes = (trigger: string): number | null => itemOf(eventText(day, ...alarm(trigger))).item.reminderMinutesBeforeStart;
    expect([minutes(':-PT15H'), minutes(';VALUE=DATE-TIME:20270606T120000Z'), minutes(';RELATED=END:-P1D')]).toEqual([900, 600, 0]);
  });

  it('of a past single does not pop up; a series keeps it', () => {
    const single = itemOf(eventText(...PAST, ...alarm(':-PT15M')));
    const series = itemOf(eventText(...PAST, 'RRULE:FREQ=DAILY;COUNT=3', ...alarm(':-PT15M')));
    expect([single.item.reminderMinutesBeforeStart, codes(single)]).toEqual([null, ['reminder-past']]);
    expect([series.item.reminderMinutesBeforeStart, codes(series)]).toEqual([15, []]);
  });

  it('knows the past by the plan’s own clock', () => {
    const earlier = { ...CONTEXT, asOf: '2020-06-07T07:59:59Z' };
    expect(itemOf(eventText(...PAST, ...alarm(':-PT15M')), earlier).item.reminderMinutesBeforeStart).toBe(15);
  });
});
