import { describe, it } from 'vitest';
import { checkRule, type RuleRow } from './checkRule.ts';

const ENDS: readonly RuleRow[] = [
  ['a count', '20261102', 'FREQ=DAILY;COUNT=999', 'native', ['master Daily 1 Numbered 2026-11-02 999'], []],
  [
    'a count beyond 999',
    '20261102',
    'FREQ=DAILY;COUNT=1000',
    'native',
    ['master Daily 1 EndDate 2026-11-02 2029-07-28'],
    ['count-as-end-date'],
  ],
  [
    'a count shared by two series',
    '20261102',
    'FREQ=MONTHLY;BYMONTHDAY=2,16;COUNT=5',
    'split',
    ['master AbsoluteMonthly 1 2 Numbered 2026-11-02 3', 'split:FREQ=MONTHLY;BYMONTHDAY=16 AbsoluteMonthly 1 16 Numbered 2026-11-16 2'],
    ['rule-split'],
  ],
  ['a count of one', '20261102', 'FREQ=DAILY;COUNT=1', 'single', ['master 2026-11-02T09:00:00+01:00'], []],
  [
    'until in UTC, the next day already',
    '20261102',
    'FREQ=WEEKLY;UNTIL=20261130T075959Z',
    'native',
    ['master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-23'],
    [],
  ],
  [
    'until in UTC, on the instance',
    '20261102',
    'FREQ=WEEKLY;UNTIL=20261130T080000Z',
    'native',
    ['master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-30'],
    [],
  ],
  [
    'until a date includes that day',
    '20261102',
    'FREQ=WEEKLY;UNTIL=20261130',
    'native',
    ['master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-30'],
    [],
  ],
  [
    'until local',
    '20261102',
    'FREQ=WEEKLY;UNTIL=20261130T085959',
    'native',
    ['master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-23'],
    [],
  ],
  [
    'until and count, whichever is first',
    '20261102',
    'FREQ=WEEKLY;UNTIL=20261130T080000Z;COUNT=3',
    'native',
    ['master Weekly 1 Monday Monday Numbered 2026-11-02 3'],
    [],
  ],
  [
    'until before the start',
    '20261102',
    'FREQ=WEEKLY;UNTIL=20261001T080000Z',
    'single',
    ['master 2026-11-02T09:00:00+01:00'],
    ['rule-ends-before-start'],
  ],
  [
    'until the end of time',
    '20261102',
    'FREQ=WEEKLY;UNTIL=99991231T235959Z',
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02'],
    [],
  ],
  [
    'a start beside its rule counts',
    '20261102',
    'FREQ=WEEKLY;BYDAY=TU;COUNT=3',
    'detached',
    ['split:FREQ=WEEKLY;BYDAY=TU Weekly 1 Tuesday Monday Numbered 2026-11-03 2', 'single:20261102T080000Z 2026-11-02T09:00:00+01:00'],
    ['start-outside-rule'],
  ],
  [
    'a rule that gives nothing',
    '20261102',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'single',
    ['master 2026-11-02T09:00:00+01:00'],
    ['rule-without-dates'],
  ],
];

describe('the end of a rule in Exchange', () => {
  it.each(ENDS)('%s', (...row) => {
    checkRule(row);
  });
});
