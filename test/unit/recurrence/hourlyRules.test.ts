import { describe, it } from 'vitest';
import { checkRule, type RuleRow } from './checkRule.ts';

const HOURS: readonly RuleRow[] = [
  [
    'every eight hours is three daily series',
    '20261102',
    'FREQ=HOURLY;INTERVAL=8',
    'split',
    [
      'master Daily 1 NoEnd 2026-11-02',
      'split:FREQ=DAILY;BYHOUR=1;BYMINUTE=0;BYSECOND=0 Daily 1 NoEnd 2026-11-03',
      'split:FREQ=DAILY;BYHOUR=17;BYMINUTE=0;BYSECOND=0 Daily 1 NoEnd 2026-11-02',
    ],
    ['rule-split'],
  ],
  [
    'hours of the day',
    '20261102',
    'FREQ=DAILY;BYHOUR=9,15',
    'split',
    ['master Daily 1 NoEnd 2026-11-02', 'split:FREQ=DAILY;BYHOUR=15;BYMINUTE=0;BYSECOND=0 Daily 1 NoEnd 2026-11-02'],
    ['rule-split'],
  ],
  [
    'every five hours has no pattern',
    '20261102',
    'FREQ=HOURLY;INTERVAL=5;COUNT=4',
    'expanded',
    [
      'single:20261102T080000Z 2026-11-02T09:00:00+01:00',
      'single:20261102T130000Z 2026-11-02T14:00:00+01:00',
      'single:20261102T180000Z 2026-11-02T19:00:00+01:00',
      'single:20261102T230000Z 2026-11-03T00:00:00+01:00',
    ],
    ['rule-expanded'],
  ],
  [
    'minutes have no pattern',
    '20261102',
    'FREQ=MINUTELY;INTERVAL=20;COUNT=3',
    'expanded',
    [
      'single:20261102T080000Z 2026-11-02T09:00:00+01:00',
      'single:20261102T082000Z 2026-11-02T09:20:00+01:00',
      'single:20261102T084000Z 2026-11-02T09:40:00+01:00',
    ],
    ['rule-expanded'],
  ],
];

describe('a rule in Exchange', () => {
  it.each(HOURS)('%s', (...row) => {
    checkRule(row);
  });
});
