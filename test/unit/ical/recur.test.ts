import { describe, expect, it } from 'vitest';
import type { ICalRecur } from '../../../shared/ical/model.ts';
import { parseRecur } from '../../../shared/ical/recur.ts';
import { sketchTime } from './fixtures.ts';

/** The parts that say something, in a fixed order. */
function sketch(recur: ICalRecur | null): string {
  if (recur === null) return 'unusable';
  const lists = (['bysecond', 'byminute', 'byhour', 'bymonthday', 'byyearday', 'byweekno', 'bymonth', 'bysetpos'] as const).map((part) =>
    recur[part].length === 0 ? '' : `${part} ${recur[part].join(',')}`,
  );
  const days = recur.byday.map(({ ordinal, weekday }) => `${ordinal === 0 ? '' : ordinal}${weekday}`).join(',');
  return [
    recur.freq,
    recur.interval === 1 ? '' : `every ${recur.interval}`,
    recur.count === null ? '' : `count ${recur.count}`,
    recur.until === null ? '' : `until ${sketchTime(recur.until)}`,
    days === '' ? '' : `byday ${days}`,
    ...lists,
    recur.wkst === 'MO' ? '' : `wkst ${recur.wkst}`,
    recur.rscale ?? '',
    recur.skip === 'OMIT' ? '' : recur.skip,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

describe('RECUR', () => {
  it.each([
    ['FREQ=DAILY', 'DAILY', []],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU', 'WEEKLY; every 2; byday MO,WE; wkst SU', []],
    ['FREQ=MONTHLY;BYDAY=-1FR,+2TU;COUNT=10', 'MONTHLY; count 10; byday -1FR,2TU', []],
    ['FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=-1;BYSETPOS=1', 'YEARLY; bymonthday -1; bymonth 1,2; bysetpos 1', []],
    [
      'FREQ=YEARLY;BYWEEKNO=20;BYYEARDAY=-366;BYHOUR=0,23;BYMINUTE=59;BYSECOND=60',
      'YEARLY; bysecond 59; byminute 59; byhour 0,23; byyearday -366; byweekno 20',
      [],
    ],
    ['FREQ=DAILY;UNTIL=20270105', 'DAILY; until 20270105', []],
    ['FREQ=DAILY;UNTIL=20270105T080000Z', 'DAILY; until 20270105T080000Z', []],
    ['RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD', 'MONTHLY; FORWARD', []],
    ['RSCALE=CHINESE;FREQ=YEARLY', 'YEARLY; CHINESE', []],
    ['INTERVAL=2;COUNT=3;FREQ=DAILY', 'DAILY; every 2; count 3', []],
    ['freq=weekly;byday=mo', 'WEEKLY; byday MO', []],
    ['FREQ=WEEKLY;BYDAY=MO;', 'WEEKLY; byday MO', ['rule-repaired']],
    ['FREQ=WEEKLY; BYDAY=MO, TU', 'WEEKLY; byday MO,TU', ['rule-repaired']],
    ['RRULE:FREQ=DAILY', 'DAILY', ['rule-repaired']],
    ['RRULE:x;FREQ=DAILY', 'DAILY', ['rule-repaired', 'rule-part-ignored']],
    ['FREQ=MONTHLY;BYDAY=\u20131FR', 'MONTHLY; byday -1FR', ['rule-repaired']],
    ['FREQ=MONTHLY;BYMONTHDAY=\u00961', 'MONTHLY; bymonthday -1', ['rule-repaired']],
    ['FREQ=DAILY;UNTL=20270105T000000Z', 'DAILY; until 20270105T000000Z', ['rule-repaired']],
    ['FREQ=DAILY;UNTL=tomorrow', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;CONT=3', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;COUNT', 'unusable', ['rule-unusable']],
    ['FREQ=YEARLY;COUNT=3;BYEASTER=0', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;COUNT=3;FOO=BAR', 'DAILY; count 3', ['rule-part-ignored']],
    ['FREQ=DAILY;X-FOO=BAR', 'DAILY', ['rule-part-ignored']],
    ['FREQ=DAILY;UNTIL=20270229', 'DAILY; until 20270228', ['rule-repaired']],
    ['FREQ=DAILY;UNTIL=20270231T100000Z', 'DAILY; until 20270228T100000Z', ['rule-repaired']],
    ['FREQ=DAILY;UNTIL=never', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;UNTIL=', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;UNTIL=20270105;COUNT=3', 'DAILY; count 3; until 20270105', ['rule-until-and-count']],
    ['FREQ=DAILY;COUNT=0', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;INTERVAL=0', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;INTERVAL=-1', 'unusable', ['rule-unusable']],
    ['FREQ=DAILY;COUNT=1e3', 'unusable', ['rule-unusable']],
    ['FREQ=YEARLY;BYMONTH=0', 'unusable', ['rule-unusable']],
    ['FREQ=YEARLY;BYMONTH=13', 'unusable', ['rule-unusable']],
    ['FREQ=YEARLY;BYMONTH=-1', 'unusable', ['rule-unusable']],
    ['RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L', 'unusable', ['rule-unusable']],
    ['FREQ=MONTHLY;BYDAY=0MO', 'unusable', ['rule-unusable']],
    ['FREQ=MONTHLY;BYDAY=+1,3MO', 'unusable', ['rule-unusable']],
    ['FREQ=MONTHLY;BYDAY=54MO', 'unusable', ['rule-unusable']],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'unusable', ['rule-unusable']],
    ['FREQ=MONTHLY;BYMONTHDAY=', 'unusable', ['rule-unusable']],
    ['FREQ=WEEKLY;BYDAY=1MO', 'WEEKLY; byday MO', ['rule-part-ignored']],
    ['FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO', 'YEARLY; byday MO; byweekno 2', ['rule-part-ignored']],
    ['FREQ=WEEKLY;BYDAY=MO,MO,TU', 'WEEKLY; byday MO,TU', []],
    ['FREQ=WEEKLY;WKST=XX', 'WEEKLY', ['rule-part-ignored']],
    ['FREQ=DAILY;FREQ=WEEKLY', 'DAILY', ['rule-part-ignored']],
    ['FREQ=HOURLY', 'HOURLY', []],
    ['FREQ=FORTNIGHTLY', 'unusable', ['rule-unusable']],
    ['', 'unusable', ['rule-unusable']],
    [`FREQ=MONTHLY;BYSETPOS=${Array.from({ length: 65 }, (_, index) => index + 1).join(',')}`, 'unusable', ['rule-unusable']],
  ])('%s is %s', (text, expected, codes) => {
    const { recur, notes } = parseRecur(text);
    expect({ is: sketch(recur), codes: notes.map(({ code }) => code) }).toEqual({ is: expected, codes });
  });

  it('keeps the rule as written', () => {
    expect(parseRecur('freq=daily;').recur?.text).toBe('freq=daily;');
  });

  it('allows every day of the year', () => {
    const days = Array.from({ length: 366 }, (_, index) => index + 1);
    expect(parseRecur(`FREQ=YEARLY;BYYEARDAY=${days.join(',')}`).recur?.byyearday).toEqual(days);
  });
});
