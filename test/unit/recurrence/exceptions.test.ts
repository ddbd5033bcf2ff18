import { describe, it } from 'vitest';
import { DAILY, WEEKLY, berlin, changed, checkSeries, type SeriesRow } from './checkSeries.ts';

const EXCEPTIONS: readonly SeriesRow[] = [
  [
    'an excluded date is deleted',
    `${WEEKLY}\nEXDATE${berlin('20261109')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an excluded date in UTC',
    `${WEEKLY}\nEXDATE:20261109T080000Z`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an excluded date without a time',
    `${WEEKLY}\nEXDATE;VALUE=DATE:20261109`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an excluded midnight on a timed series',
    `${WEEKLY}\nEXDATE${berlin('20261109', '000000')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an excluded date that is no occurrence',
    `${WEEKLY}\nEXDATE${berlin('20261110')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02'],
    ['exdate-unmatched'],
  ],
  [
    'a changed occurrence',
    `${WEEKLY}${changed('20261109', '20261110', '140000', '150000')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a changed occurrence told in UTC',
    `${WEEKLY}\n\nRECURRENCE-ID:20261109T080000Z\nDTSTART:20261110T080000Z\nDTEND:20261110T090000Z`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a changed occurrence told by its date',
    `${WEEKLY}\n\nRECURRENCE-ID;VALUE=DATE:20261109\nDTSTART:20261110T080000Z\nDTEND:20261110T090000Z`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a changed occurrence that is also excluded',
    `${WEEKLY}\nEXDATE${berlin('20261109')}${changed('20261109', '20261110')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a cancelled occurrence is deleted',
    `${WEEKLY}${changed('20261109', '20261109', '090000', '100000', '\nSTATUS:CANCELLED')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an occurrence its owner hid is deleted',
    `${WEEKLY}${changed('20261109', '20261109', '090000', '100000', '\nX-CALENDARSERVER-HIDDEN-INSTANCE:TRUE')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'a changed occurrence of no occurrence stands alone',
    `${WEEKLY}${changed('20261110', '20261111')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261110T080000Z 2026-11-11T09:00:00+01:00'],
    ['override-unmatched'],
  ],
  [
    'an occurrence moved to the day of the next is detached',
    `${WEEKLY}${changed('20261109', '20261116', '140000', '150000')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261109T080000Z 2026-11-16T14:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'an occurrence moved past the next is detached',
    `${WEEKLY}${changed('20261109', '20261118')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261109T080000Z 2026-11-18T09:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'an occurrence moved before the one before is detached',
    `${WEEKLY}${changed('20261116', '20261108')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261116T080000Z 2026-11-08T09:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'an occurrence moved to the day before the next stays',
    `${WEEKLY}${changed('20261109', '20261115', '220000', '230000')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'an occurrence that reaches into the next is detached',
    `${WEEKLY}\n\nRECURRENCE-ID${berlin('20261109')}\nDTSTART${berlin('20261115', '220000')}\nDTEND${berlin('20261116', '093000')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261109T080000Z 2026-11-15T22:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'two occurrences that swap are detached',
    `${WEEKLY}${changed('20261109', '20261116')}${changed('20261116', '20261109')}`,
    'detached',
    [
      'master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 2',
      'single:20261116T080000Z 2026-11-09T09:00:00+01:00',
      'single:20261109T080000Z 2026-11-16T09:00:00+01:00',
    ],
    ['occurrence-detached', 'occurrence-detached'],
  ],
  [
    'two occurrences that move on together stay',
    `${WEEKLY}${changed('20261109', '20261116', '080000', '083000')}${changed('20261116', '20261118')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 2'],
    [],
  ],
  [
    'an occurrence moved to a deleted neighbour’s day is detached',
    `${DAILY}\nEXDATE${berlin('20261104')}${changed('20261103', '20261104')}`,
    'detached',
    ['master Daily 1 NoEnd 2026-11-02 deleted 2', 'single:20261103T080000Z 2026-11-04T09:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'the first occurrence deleted keeps the start',
    `${WEEKLY}\nEXDATE${berlin('20261102')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'only one occurrence left',
    `${WEEKLY};COUNT=3\nEXDATE${berlin('20261102')}\nEXDATE${berlin('20261116')}`,
    'single',
    ['master 2026-11-09T09:00:00+01:00'],
    ['one-occurrence-left'],
  ],
  [
    'only one occurrence left, and that changed',
    `${WEEKLY};COUNT=2\nEXDATE${berlin('20261102')}${changed('20261109', '20261111')}`,
    'single',
    ['master 2026-11-11T09:00:00+01:00'],
    ['one-occurrence-left'],
  ],
  ['nothing left', `${WEEKLY};COUNT=2\nEXDATE${berlin('20261102')}\nEXDATE${berlin('20261109')}`, 'nothing', [], ['no-occurrence-left']],
];

describe('exceptions, added dates and odd times in Exchange', () => {
  it.each(EXCEPTIONS)('%s', (...row) => {
    checkSeries(row);
  });
});
