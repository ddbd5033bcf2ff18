import { describe, it } from 'vitest';
import { checkRule, type RuleRow } from './checkRule.ts';

const YEARS: readonly RuleRow[] = [
  ['yearly', '20261102', 'FREQ=YEARLY', 'native', ['master AbsoluteYearly 2 November NoEnd 2026-11-02'], []],
  ['yearly on January 31st', '20270131', 'FREQ=YEARLY', 'native', ['master AbsoluteYearly 31 January NoEnd 2027-01-31'], []],
  ['yearly on a leap day', '20280229', 'FREQ=YEARLY', 'rewritten', ['master AbsoluteMonthly 48 29 NoEnd 2028-02-29'], ['rule-rewritten']],
  [
    'yearly on a leap day, backward',
    '20280229',
    'RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD',
    'native',
    ['master RelativeYearly Day Last February NoEnd 2028-02-29'],
    [],
  ],
  [
    'yearly on a weekday by number',
    '20261126',
    'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
    'native',
    ['master RelativeYearly Thursday Fourth November NoEnd 2026-11-26'],
    [],
  ],
  [
    'yearly on a working day by position',
    '20261102',
    'FREQ=YEARLY;BYMONTH=11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
    'native',
    ['master RelativeYearly Weekday First November NoEnd 2026-11-02'],
    [],
  ],
  [
    'every third year',
    '20261102',
    'FREQ=YEARLY;INTERVAL=3',
    'rewritten',
    ['master AbsoluteMonthly 36 2 NoEnd 2026-11-02'],
    ['rule-rewritten'],
  ],
  [
    'every ninth year has no interval',
    '20261102',
    'FREQ=YEARLY;INTERVAL=9;COUNT=3',
    'expanded',
    [
      'single:20261102T080000Z 2026-11-02T09:00:00+01:00',
      'single:20351102T080000Z 2035-11-02T09:00:00+01:00',
      'single:20441102T080000Z 2044-11-02T09:00:00+01:00',
    ],
    ['rule-expanded'],
  ],
  [
    'yearly on a day of every month is monthly',
    '20261102',
    'FREQ=YEARLY;BYMONTHDAY=2',
    'rewritten',
    ['master AbsoluteMonthly 1 2 NoEnd 2026-11-02'],
    ['rule-rewritten'],
  ],
  [
    'the first Monday of the year is one of January',
    '20270104',
    'FREQ=YEARLY;BYDAY=1MO',
    'native',
    ['master RelativeYearly Monday First January NoEnd 2027-01-04'],
    [],
  ],
  [
    'the twentieth Monday of the year has no pattern',
    '20270517',
    'FREQ=YEARLY;BYDAY=20MO',
    'expanded',
    ['single:20270517T070000Z 2027-05-17T09:00:00+02:00', 'single:20280515T070000Z 2028-05-15T09:00:00+02:00'],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'a day of the year before March',
    '20270209',
    'FREQ=YEARLY;BYYEARDAY=40',
    'native',
    ['master AbsoluteYearly 9 February NoEnd 2027-02-09'],
    [],
  ],
  [
    'a day of the year after February has no pattern',
    '20270410',
    'FREQ=YEARLY;BYYEARDAY=100',
    'expanded',
    ['single:20270410T070000Z 2027-04-10T09:00:00+02:00', 'single:20280409T070000Z 2028-04-09T09:00:00+02:00'],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  [
    'the last day of the year',
    '20261231',
    'FREQ=YEARLY;BYYEARDAY=-1',
    'native',
    ['master AbsoluteYearly 31 December NoEnd 2026-12-31'],
    [],
  ],
  [
    'a week of the year has no pattern',
    '20270517',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    'expanded',
    ['single:20270517T070000Z 2027-05-17T09:00:00+02:00', 'single:20280515T070000Z 2028-05-15T09:00:00+02:00'],
    ['rule-expanded', 'rule-cut-at-horizon'],
  ],
  ['another calendar', '20261102', 'RSCALE=CHINESE;FREQ=YEARLY', 'single', ['master 2026-11-02T09:00:00+01:00'], ['rule-calendar-unknown']],
];

describe('a rule in Exchange', () => {
  it.each(YEARS)('%s', (...row) => {
    checkRule(row);
  });
});
