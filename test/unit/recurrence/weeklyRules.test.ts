import { describe, it } from 'vitest';
import { checkRule, type RuleRow } from './checkRule.ts';

const DAYS_AND_WEEKS: readonly RuleRow[] = [
  ['daily', '20261102', 'FREQ=DAILY;INTERVAL=3', 'native', ['master Daily 3 NoEnd 2026-11-02'], []],
  [
    'daily on weekdays is weekly',
    '20261102',
    'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
    'rewritten',
    ['master Weekly 1 Monday Tuesday Wednesday Thursday Friday Monday NoEnd 2026-11-02'],
    ['rule-rewritten'],
  ],
  [
    'every other day on weekdays is two fortnightly series',
    '20261102',
    'FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR',
    'split',
    [
      'master Weekly 2 Monday Wednesday Friday Monday NoEnd 2026-11-02',
      'split:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO Weekly 2 Tuesday Thursday Monday NoEnd 2026-11-10',
    ],
    ['rule-split'],
  ],
  [
    'every seventh day on its own weekday',
    '20261102',
    'FREQ=DAILY;INTERVAL=7;BYDAY=MO,TU',
    'native',
    ['master Daily 7 NoEnd 2026-11-02'],
    [],
  ],
  [
    'daily on a day of the month is monthly',
    '20261102',
    'FREQ=DAILY;BYMONTHDAY=2',
    'rewritten',
    ['master AbsoluteMonthly 1 2 NoEnd 2026-11-02'],
    ['rule-rewritten'],
  ],
  [
    'daily on a day of two months is half-yearly',
    '20261102',
    'FREQ=DAILY;BYMONTH=5,11;BYMONTHDAY=2',
    'rewritten',
    ['master AbsoluteMonthly 6 2 NoEnd 2026-11-02'],
    ['rule-rewritten'],
  ],
  [
    'daily in one month has no pattern',
    '20261102',
    'FREQ=DAILY;BYMONTH=11',
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20261103T080000Z 2026-11-03T09:00:00+01:00', '… 78'],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'daily in one month that ends is daily with gaps',
    '20261102',
    'FREQ=DAILY;BYMONTH=11,12;UNTIL=20270101T080000Z',
    'rewritten',
    ['master Daily 1 EndDate 2026-11-02 2026-12-31'],
    ['rule-rewritten'],
  ],
  ['weekly', '20261103', 'FREQ=WEEKLY', 'native', ['master Weekly 1 Tuesday Monday NoEnd 2026-11-03'], []],
  [
    'weekly on days, weeks from Sunday',
    '20261101',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU',
    'native',
    ['master Weekly 2 Sunday Monday Sunday NoEnd 2026-11-01'],
    [],
  ],
  [
    'weekly on days, weeks from Monday unless said',
    '20261102',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO',
    'native',
    ['master Weekly 2 Sunday Monday Monday NoEnd 2026-11-02'],
    [],
  ],
  [
    'weekly by position',
    '20261103',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=2',
    'native',
    ['master Weekly 1 Tuesday Monday NoEnd 2026-11-03'],
    [],
  ],
  [
    'weekly in some months has no pattern',
    '20261102',
    'FREQ=WEEKLY;BYMONTH=11,12',
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20261109T080000Z 2026-11-09T09:00:00+01:00', '… 20'],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'weekly in some months that ends is weekly with gaps',
    '20261102',
    'FREQ=WEEKLY;BYMONTH=11,12,2;COUNT=12',
    'rewritten',
    ['master Weekly 1 Monday Monday EndDate 2026-11-02 2027-02-15 deleted 4'],
    ['rule-rewritten'],
  ],
  [
    'weekly beyond 99 weeks is daily',
    '20261102',
    'FREQ=WEEKLY;INTERVAL=120',
    'rewritten',
    ['master Daily 840 NoEnd 2026-11-02'],
    ['rule-rewritten'],
  ],
  [
    'an interval beyond 999 days',
    '20261102',
    'FREQ=DAILY;INTERVAL=1000;COUNT=2',
    'expanded',
    ['single:20261102T080000Z 2026-11-02T09:00:00+01:00', 'single:20290729T070000Z 2029-07-29T09:00:00+02:00'],
    ['rule-expanded'],
  ],
];

describe('a rule in Exchange', () => {
  it.each(DAYS_AND_WEEKS)('%s', (...row) => {
    checkRule(row);
  });
});
