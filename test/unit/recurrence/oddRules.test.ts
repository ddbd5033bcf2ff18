import { describe, it } from 'vitest';
import { BERLIN, checkOddSeries, timed, type OddRow } from './checkOddSeries.ts';

/** Two hundred excluded nights up to the one that has no half past two, and five more. */
function nightsUpToGap(): string {
  const gap = Date.UTC(2027, 2, 28);
  const days = Array.from({ length: 206 }, (_unused, index) => new Date(gap + (index - 200) * 86_400_000).toISOString().slice(0, 10));
  return days.map((day) => `EXDATE${BERLIN}${day.replaceAll('-', '')}T023000`).join('\n');
}

const EVERY_DAY = Array.from({ length: 31 }, (_unused, index) => index + 1).join(',');

/** Rules nobody writes on purpose (conversion table §4.1): where no pattern fits, instances are written one by one. */
const SHAPES: readonly OddRow[] = [
  [
    'a second position of a day, which has only one: DTSTART alone is left',
    timed('20261102', 'RRULE:FREQ=DAILY;BYSETPOS=2;COUNT=5'),
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 1],
    ['rule-expanded'],
  ],
  [
    'daily on all seven weekdays is daily',
    timed('20261102', 'RRULE:FREQ=DAILY;BYDAY=SU,MO,TU,WE,TH,FR,SA;COUNT=5'),
    'native',
    ['master Daily 1 Numbered 2026-11-02 5', 1],
    [],
  ],
  [
    'every seventh day, on a weekday it never falls on',
    timed('20261102', 'RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU'),
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 1],
    ['rule-expanded'],
  ],
  [
    'a position in each week of one month',
    timed('20261102', 'RRULE:FREQ=WEEKLY;BYMONTH=11;BYDAY=MO,WE;BYSETPOS=1'),
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20261109T080000Z 2026-11-09T09:00:00+01:00', 13],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'all days of the month are daily',
    timed('20261102', `RRULE:FREQ=MONTHLY;BYMONTHDAY=${EVERY_DAY}`),
    'rewritten',
    ['master Daily 1 NoEnd 2026-11-02', 1],
    ['rule-rewritten'],
  ],
  [
    'a rule of days that never come',
    timed('20261102', 'RRULE:FREQ=DAILY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=30;COUNT=5'),
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 1],
    ['rule-expanded'],
  ],
  [
    'a rule that leaves out a month, and goes on for too long to take it out',
    timed('20261102', 'RRULE:FREQ=DAILY;INTERVAL=2;BYMONTH=1,2,3,4,5,6,7,8,9,10,11;COUNT=900'),
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20261104T080000Z 2026-11-04T09:00:00+01:00', 344],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'several times a day, DTSTART at none of them',
    timed('20261102', 'RRULE:FREQ=DAILY;BYHOUR=10,14;COUNT=2'),
    'detached',
    ['split:FREQ=DAILY;BYHOUR=10;BYMINUTE=0;BYSECOND=0 2026-11-02T10:00:00+01:00', 'single:20261102T080000Z 2026-11-02T09:00:00+01:00', 2],
    ['rule-split', 'start-outside-rule'],
  ],
  [
    'three rules that share dates',
    timed(
      '20261102',
      'RRULE:FREQ=WEEKLY;COUNT=10',
      'RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5',
      'RRULE:FREQ=DAILY;INTERVAL=3;BYMONTH=11,12;COUNT=8',
    ),
    'split',
    [
      'master Weekly 1 Monday Monday Numbered 2026-11-02 10',
      'split:FREQ=MONTHLY;BYMONTHDAY=31 AbsoluteMonthly 1 31 EndDate 2026-12-31 2027-05-31 deleted 2',
      3,
    ],
    ['rule-rewritten', 'rule-rewritten', 'rule-duplicate'],
  ],
  [
    'an EXRULE that takes out three days a month',
    timed('20201102', 'RRULE:FREQ=DAILY', 'EXRULE:FREQ=MONTHLY;BYMONTHDAY=1,2,3'),
    'split',
    ['master Daily 1 EndDate 2020-11-02 2026-05-31 deleted 200', 'split:FREQ=DAILY;FROM=20260601 Daily 1 NoEnd 2026-06-01 deleted 90', 2],
    ['dates-deleted', 'dates-excluded-until-horizon', 'series-split-by-exceptions'],
  ],
  [
    'an EXRULE that leaves little of the rule',
    timed('20261102', 'RRULE:FREQ=DAILY', 'EXRULE:FREQ=WEEKLY;BYDAY=TU,WE,TH,FR,SA,SU'),
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20261109T080000Z 2026-11-09T09:00:00+01:00', 107],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'every hour is twenty-four daily series',
    `DTSTART${BERLIN}20261101T090000\nDURATION:PT10M\nRRULE:FREQ=HOURLY`,
    'split',
    ['master Daily 1 NoEnd 2026-11-01', 'split:FREQ=DAILY;BYHOUR=0;BYMINUTE=0;BYSECOND=0 Daily 1 NoEnd 2026-11-02', 24],
    ['rule-split', 'dates-deleted'],
  ],
  [
    'a rule of one instance, at a time its day does not have',
    `DTSTART${BERLIN}20270328T023000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=1`,
    'single',
    ['master 2027-03-28T02:30:00+01:00', 1],
    [],
  ],
  [
    'two rules from one start',
    timed('20261102', 'RRULE:FREQ=WEEKLY;COUNT=3', 'RRULE:FREQ=MONTHLY;COUNT=3'),
    'split',
    ['master Weekly 1 Monday Monday Numbered 2026-11-02 3', 'split:FREQ=MONTHLY;BYMONTHDAY=2 AbsoluteMonthly 1 2 Numbered 2026-12-02 2', 2],
    ['rule-duplicate'],
  ],
  [
    'the 31st where the zone once had another offset',
    'DTSTART;TZID=Asia/Almaty:20230131T090000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=30',
    'split',
    [
      'master AbsoluteMonthly 1 31 EndDate 2023-01-31 2024-02-29 deleted 6',
      'split:FREQ=MONTHLY;BYMONTHDAY=31;FROM=20240331 AbsoluteMonthly 1 31 EndDate 2024-03-31 2027-03-31 deleted 15',
      2,
    ],
    ['rule-rewritten', 'zone-history-differs'],
  ],
  [
    'every half hour of every hour',
    `DTSTART${BERLIN}20261102T090000\nDURATION:PT1M\nRRULE:FREQ=MINUTELY;BYMINUTE=0,30;COUNT=10`,
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20261102T083000Z 2026-11-02T09:30:00+01:00', 10],
    ['rule-expanded'],
  ],
  [
    'a second of every half hour; DTSTART is at none of them, and counts',
    `DTSTART${BERLIN}20261102T090000\nDURATION:PT1S\nRRULE:FREQ=SECONDLY;BYMINUTE=0,30;BYSECOND=5;COUNT=10`,
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20261102T080005Z 2026-11-02T09:00:05+01:00', 10],
    ['rule-expanded'],
  ],
  [
    'more than two hundred excluded nights, where the cut would fall on a night of another length',
    `DTSTART${BERLIN}20260101T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY\n${nightsUpToGap()}`,
    'split',
    [
      'master Daily 1 EndDate 2026-01-01 2027-03-26 deleted 199',
      'split:FREQ=DAILY;FROM=20270327 Daily 1 NoEnd 2027-03-27 changed 2 deleted 7',
      2,
    ],
    ['occurrence-time-kept', 'series-split-by-exceptions'],
  ],
  [
    'two versions of one changed instance, the later one told by its date',
    [
      timed('20261102', 'RRULE:FREQ=DAILY;COUNT=4'),
      `RECURRENCE-ID${BERLIN}20261103T090000\nDTSTART${BERLIN}20261103T140000\nDURATION:PT1H\nSEQUENCE:5`,
      `RECURRENCE-ID;VALUE=DATE:20261103\nDTSTART${BERLIN}20261103T160000\nDURATION:PT1H\nSEQUENCE:2`,
    ].join('\n\n'),
    'native',
    ['master Daily 1 Numbered 2026-11-02 4 changed 1', 1],
    [],
  ],
  [
    'dates without a rule, the first excluded',
    timed('20261102', `RDATE${BERLIN}20261105T090000,20261102T090000`, `EXDATE${BERLIN}20261102T090000`),
    'single',
    ['single:20261105T080000Z 2026-11-05T09:00:00+01:00', 1],
    ['date-added'],
  ],
];

describe('an odd rule', () => {
  it.each(SHAPES)('%s', (...row) => {
    checkOddSeries(row);
  });
});
