import { describe, it } from 'vitest';
import { BERLIN, checkOddSeries, days, timed, type OddRow } from './checkOddSeries.ts';

function changedFrom(date: string, ...lines: readonly string[]): string {
  return `\n\n${[`RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:${date}`, `DTSTART;VALUE=DATE:${date}`, ...lines].join('\n')}`;
}

/** Instances of one series may not overlap (§4.2): as many series take turns as are needed, where Exchange has so long an interval. */
const OVERLAPS: readonly OddRow[] = [
  [
    'thirteen weeks every twelve',
    days('P13W', 'RRULE:FREQ=WEEKLY;INTERVAL=12'),
    'split',
    [
      'master Weekly 24 Monday Monday NoEnd 2026-11-02',
      'split:FREQ=WEEKLY;INTERVAL=24;BYDAY=MO;WKST=MO Weekly 24 Monday Monday NoEnd 2027-01-25',
      2,
    ],
    ['rule-split'],
  ],
  [
    '66 weeks every sixty: no interval of 120 weeks',
    days('P66W', 'RRULE:FREQ=WEEKLY;INTERVAL=60'),
    'expanded',
    ['single:20261102 2026-11-02', 'single:20271227 2027-12-27', 2],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    '66 weeks on two days every sixty weeks',
    days('P66W', 'RRULE:FREQ=WEEKLY;INTERVAL=60;BYDAY=MO,TU'),
    'expanded',
    ['single:20261102 2026-11-02', 'single:20261103 2026-11-03', 4],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'forty days every month',
    days('P40D', 'RRULE:FREQ=MONTHLY'),
    'split',
    ['master AbsoluteMonthly 2 2 NoEnd 2026-11-02', 'split:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=2 AbsoluteMonthly 2 2 NoEnd 2026-12-02', 2],
    ['rule-split'],
  ],
  [
    'forty days from every first Monday',
    days('P40D', 'RRULE:FREQ=MONTHLY;BYDAY=1MO'),
    'split',
    [
      'master RelativeMonthly 2 Monday First NoEnd 2026-11-02',
      'split:FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO RelativeMonthly 2 Monday First NoEnd 2026-12-07',
      2,
    ],
    ['rule-split'],
  ],
  [
    'four hundred days every year: yearly patterns have no interval',
    days('P400D', 'RRULE:FREQ=YEARLY'),
    'expanded',
    ['single:20261102 2026-11-02', 'single:20271102 2027-11-02', 3],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'four hundred days from a weekday of every year',
    days('P400D', 'RRULE:FREQ=YEARLY;BYDAY=1MO;BYMONTH=11'),
    'expanded',
    ['single:20261102 2026-11-02', 'single:20271101 2027-11-01', 3],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'forty days on every 31st',
    'DTSTART;VALUE=DATE:20260131\nDURATION:P40D\nRRULE:FREQ=MONTHLY;COUNT=20',
    'expanded',
    ['single:20260131 2026-01-31', 'single:20260331 2026-03-31', 20],
    ['rule-expanded'],
  ],
];

/** THISANDFUTURE (§4.2): the rest is a series of its own, with its own length, clock and days. */
const CHANGES: readonly OddRow[] = [
  [
    'days that become three days long take turns from there on',
    days('P1D', 'RRULE:FREQ=DAILY;UNTIL=20270110') + changedFrom('20261201', 'DURATION:P3D'),
    'split',
    [
      'master Daily 1 EndDate 2026-11-02 2026-11-30',
      'split:FREQ=DAILY;INTERVAL=3;FROM=20261201;FROM=20261202 Daily 3 EndDate 2026-12-02 2027-01-10',
      4,
    ],
    ['series-split-by-change'],
  ],
  [
    'and for ever',
    days('P1D', 'RRULE:FREQ=DAILY') + changedFrom('20261201', 'DURATION:P3D'),
    'split',
    ['master Daily 1 EndDate 2026-11-02 2026-11-30', 'split:FREQ=DAILY;INTERVAL=3;FROM=20261201;FROM=20261202 Daily 3 NoEnd 2026-12-02', 4],
    ['series-split-by-change'],
  ],
  [
    'or only twice',
    days('P1D', 'RRULE:FREQ=DAILY;UNTIL=20261202') + changedFrom('20261201', 'DURATION:P5D'),
    'detached',
    ['master Daily 1 EndDate 2026-11-02 2026-11-30', 'split:FREQ=DAILY;INTERVAL=5;FROM=20261201;FROM=20261202 2026-12-02', 3],
    ['series-split-by-change'],
  ],
  [
    'a rule with gaps whose instances become too long for it',
    `${timed('20260131', 'RRULE:FREQ=MONTHLY;COUNT=30')}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${BERLIN}20260731T090000\nDTSTART${BERLIN}20260731T090000\nDURATION:P40D`,
    'expanded',
    ['master AbsoluteMonthly 1 31 EndDate 2026-01-31 2026-06-30 deleted 3', 'single:20260731T070000Z 2026-07-31T09:00:00+02:00', 18],
    ['series-split-by-change', 'rule-rewritten', 'rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'into another time zone',
    `${timed('20261102', 'RRULE:FREQ=WEEKLY;COUNT=10')}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${BERLIN}20261130T090000\nDTSTART;TZID=America/New_York:20261130T090000\nDURATION:PT1H`,
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-23',
      'split:FREQ=WEEKLY;BYDAY=MO;FROM=20261130T080000Z Weekly 1 Monday Monday EndDate 2026-11-30 2027-01-04',
      2,
    ],
    ['series-split-by-change'],
  ],
  [
    'onto the next day of each month: no pattern moves along',
    `${timed('20261102', 'RRULE:FREQ=MONTHLY;COUNT=10')}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${BERLIN}20270102T090000\nDTSTART${BERLIN}20270103T090000\nDURATION:PT1H`,
    'expanded',
    ['master AbsoluteMonthly 1 2 EndDate 2026-11-02 2026-12-02', 'single:20270102T080000Z 2027-01-03T09:00:00+01:00', 9],
    ['series-split-by-change', 'rule-expanded'],
  ],
  [
    'from the very first instance on',
    `${timed('20201102', 'RRULE:FREQ=DAILY')}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${BERLIN}20201102T090000\nDTSTART${BERLIN}20201102T110000\nDURATION:PT1H`,
    'native',
    ['split:FREQ=DAILY;BYHOUR=11;BYMINUTE=0;BYSECOND=0;FROM=20201102T080000Z Daily 1 NoEnd 2020-11-02', 1],
    ['series-split-by-change'],
  ],
  [
    'of a long series',
    `${timed('20201102', 'RRULE:FREQ=DAILY')}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${BERLIN}20210102T090000\nDTSTART${BERLIN}20210102T090000\nDURATION:PT1H\nSUMMARY:new`,
    'split',
    ['master Daily 1 EndDate 2020-11-02 2021-01-01', 'split:FREQ=DAILY;FROM=20210102T080000Z Daily 1 NoEnd 2021-01-02', 2],
    ['series-split-by-change'],
  ],
];

/** §5: instances without a series, each an appointment; of two versions the higher SEQUENCE. */
const ORPHANS: readonly OddRow[] = [
  [
    'two versions of one instance and a cancelled one',
    [
      `RECURRENCE-ID${BERLIN}20261102T090000\nDTSTART${BERLIN}20261102T090000\nDURATION:PT1H\nSEQUENCE:2`,
      `RECURRENCE-ID${BERLIN}20261102T090000\nDTSTART${BERLIN}20261102T110000\nDURATION:PT1H\nSEQUENCE:1`,
      `RECURRENCE-ID${BERLIN}20261109T090000\nDTSTART${BERLIN}20261109T090000\nDURATION:PT1H\nSTATUS:CANCELLED`,
    ].join('\n\n'),
    'single',
    ['orphan:20261102T080000Z 2026-11-02T09:00:00+01:00', 1],
    [],
  ],
];

describe.each([
  ['overlapping instances', OVERLAPS],
  ['a change of all that follows', CHANGES],
  ['an instance without its series', ORPHANS],
])('%s', (_group, rows) => {
  it.each(rows)('%s', (...row) => {
    checkOddSeries(row);
  });
});
