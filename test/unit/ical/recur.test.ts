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

  const upTo = (last: number): string => Array.from({ length: last }, (_, index) => index + 1).join(',');

  /** Notes as `code was -> became`. */
  it.each<[string, string, readonly string[]]>([
    ['RRULE:RRULE:FREQ=DAILY;;', 'DAILY', ['rule-repaired RRULE:RRULE:FREQ=DAILY;; -> FREQ=DAILY']],
    ['EXRULE=FREQ = DAILY ; COUNT  = 3', 'DAILY; count 3', ['rule-repaired EXRULE=FREQ = DAILY ; COUNT  = 3 -> FREQ=DAILY;COUNT=3']],
    ['FREQ=DAILY;RRULE:COUNT=2', 'unusable', ['rule-unusable FREQ=DAILY;RRULE:COUNT=2 -> RRULE:COUNT=2']],
    ['FREQ=DAILY;;COUNT=2;COUNT=2', 'DAILY; count 2', []],
    ['FREQ=DAILY;COUNT=2;COUNT=3', 'DAILY; count 2', ['rule-part-ignored COUNT=3 -> ']],
    ['FREQ=DAILY;BYDAY', 'unusable', ['rule-unusable FREQ=DAILY;BYDAY -> BYDAY=']],
    ['FREQ=DAILY;STANDBY', 'DAILY', ['rule-part-ignored STANDBY -> ']],
    ['COUNT=2', 'unusable', ['rule-unusable COUNT=2 -> FREQ=']],
    ['FREQ=LUNAR', 'unusable', ['rule-unusable FREQ=LUNAR -> FREQ=LUNAR']],
    ['FREQ=DAILY;UNTIL=20270101;COUNT=3', 'DAILY; count 3; until 20270101', ['rule-until-and-count FREQ=DAILY;UNTIL=20270101;COUNT=3 -> ']],
    ['FREQ=DAILY;UNTIL=soon', 'unusable', ['rule-unusable FREQ=DAILY;UNTIL=soon -> UNTIL=SOON']],
    ['FREQ=DAILY;UNTIL=2027-01-05', 'DAILY; until 20270105', ['rule-repaired UNTIL=2027-01-05 -> ']],
    ['FREQ=DAILY;UNTL=20270105', 'DAILY; until 20270105', ['rule-repaired UNTL=20270105 -> UNTIL=20270105']],
    ['FREQ=DAILY;UNTIL=20270105;UNTL=20270106', 'DAILY; until 20270105', ['rule-part-ignored UNTL=20270106 -> ']],
    ['FREQ=DAILY;X-END=20270105', 'DAILY', ['rule-part-ignored X-END=20270105 -> ']],
    ['FREQ=DAILY;END-X-=20270105', 'DAILY; until 20270105', ['rule-repaired END-X-=20270105 -> UNTIL=20270105']],
    ['FREQ=DAILY;CONT=3', 'unusable', ['rule-unusable FREQ=DAILY;CONT=3 -> CONT=3']],
    ['FREQ=DAILY;CONT=3;UNTIL=20270105', 'DAILY; until 20270105', ['rule-part-ignored CONT=3 -> ']],
    ['FREQ=DAILY;BYMOON=1;COUNT=3', 'unusable', ['rule-unusable FREQ=DAILY;BYMOON=1;COUNT=3 -> BYMOON=1']],
    ['FREQ=DAILY;UNTIL=20270431T100000Z', 'DAILY; until 20270430T100000Z', ['rule-repaired UNTIL=20270431T100000Z -> ']],
    ['FREQ=DAILY;UNTIL=20270132', 'unusable', ['rule-unusable FREQ=DAILY;UNTIL=20270132 -> UNTIL=20270132']],
    ['FREQ=DAILY;UNTIL=x20270230', 'unusable', ['rule-unusable FREQ=DAILY;UNTIL=x20270230 -> UNTIL=X20270230']],
    ['FREQ=DAILY;COUNT=1;INTERVAL=1', 'DAILY; count 1', []],
    ['FREQ=DAILY;COUNT=+3', 'DAILY; count 3', []],
    ['FREQ=DAILY;COUNT=3.5', 'unusable', ['rule-unusable FREQ=DAILY;COUNT=3.5 -> COUNT=3.5']],
    [
      'FREQ=DAILY;COUNT=99999999999999999999',
      'unusable',
      ['rule-unusable FREQ=DAILY;COUNT=99999999999999999999 -> COUNT=99999999999999999999'],
    ],
    ['FREQ=YEARLY;BYMONTH=1,,2,1', 'YEARLY; bymonth 1,2', []],
    ['FREQ=YEARLY;BYMONTH=1X', 'unusable', ['rule-unusable FREQ=YEARLY;BYMONTH=1X -> BYMONTH=1X']],
    ['FREQ=YEARLY;BYMONTH=X1', 'unusable', ['rule-unusable FREQ=YEARLY;BYMONTH=X1 -> BYMONTH=X1']],
    ['FREQ=YEARLY;BYMONTH=', 'unusable', ['rule-unusable FREQ=YEARLY;BYMONTH= -> BYMONTH=']],
    ['FREQ=MONTHLY;BYDAY=53MO,-53TU', 'MONTHLY; byday 53MO,-53TU', []],
    ['FREQ=MONTHLY;BYDAY=-54MO', 'unusable', ['rule-unusable FREQ=MONTHLY;BYDAY=-54MO -> BYDAY=-54MO']],
    ['FREQ=WEEKLY;BYDAY=2MO', 'WEEKLY; byday MO', ['rule-part-ignored BYDAY=2MO -> MO']],
    ['FREQ=WEEKLY;BYDAY=MOO', 'unusable', ['rule-unusable FREQ=WEEKLY;BYDAY=MOO -> BYDAY=MOO']],
    ['FREQ=WEEKLY;BYDAY=xMO', 'unusable', ['rule-unusable FREQ=WEEKLY;BYDAY=xMO -> BYDAY=XMO']],
    ['FREQ=WEEKLY;WKST=XX', 'WEEKLY', ['rule-part-ignored WKST=XX -> ']],
    ['FREQ=YEARLY;SKIP=SOMETIMES', 'YEARLY', ['rule-part-ignored SKIP=SOMETIMES -> ']],
    [`FREQ=YEARLY;BYSETPOS=${upTo(64)}`, `YEARLY; bysetpos ${upTo(64)}`, []],
    ['FREQ=HOURLY;BYSECOND=61', 'unusable', ['rule-unusable FREQ=HOURLY;BYSECOND=61 -> BYSECOND=61']],
    ['FREQ=HOURLY;BYHOUR=24', 'unusable', ['rule-unusable FREQ=HOURLY;BYHOUR=24 -> BYHOUR=24']],
  ])('%s is %s, and says what was wrong', (text, expected, said) => {
    const { recur, notes } = parseRecur(text);
    expect([
      sketch(recur),
      notes.map(({ code, property, was, became }) => `${property === 'RRULE' ? '' : property}${code} ${was} -> ${became}`),
    ]).toEqual([expected, said]);
  });

  it('reads a rule alike the second time, and long ones too', () => {
    const long = `FREQ=YEARLY;BYYEARDAY=${upTo(366)}`;
    for (const text of ['FREQ=DAILY;COUNT=2;COUNT=3', long]) expect(parseRecur(text)).toEqual(parseRecur(` ${text}`.trim()));
    const many = Array.from({ length: 5000 }, (_, index) => parseRecur(`FREQ=DAILY;COUNT=${index + 1}`).recur?.count);
    expect(many).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
  });

  it('keeps the rule as written', () => {
    expect(parseRecur('freq=daily;').recur?.text).toBe('freq=daily;');
  });

  it('allows every day of the year', () => {
    const days = Array.from({ length: 366 }, (_, index) => index + 1);
    expect(parseRecur(`FREQ=YEARLY;BYYEARDAY=${days.join(',')}`).recur?.byyearday).toEqual(days);
  });
});
