import { describe, it } from 'vitest';
import { WEEKLY, berlin, changed, checkSeries, type SeriesRow } from './checkSeries.ts';

const ADDED: readonly SeriesRow[] = [
  [
    'an added date',
    `${WEEKLY}\nRDATE${berlin('20261104')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261104T080000Z 2026-11-04T09:00:00+01:00'],
    ['date-added'],
  ],
  [
    'an added date that is an occurrence',
    `${WEEKLY}\nRDATE${berlin('20261109')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02'],
    [],
  ],
  [
    'an added date without a rule',
    `DTSTART${berlin('20261102')}\nDTEND${berlin('20261102', '100000')}\nRDATE${berlin('20261104')}`,
    'detached',
    ['master 2026-11-02T09:00:00+01:00', 'single:20261104T080000Z 2026-11-04T09:00:00+01:00'],
    ['date-added'],
  ],
  [
    'an added date beside an excluded one is a move',
    `${WEEKLY}\nEXDATE${berlin('20261109')}\nRDATE${berlin('20261111')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    ['date-moved'],
  ],
  [
    'an added date far from the excluded one is no move',
    `${WEEKLY}\nEXDATE${berlin('20261109')}\nRDATE${berlin('20261118')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261118T080000Z 2026-11-18T09:00:00+01:00'],
    ['date-added'],
  ],
  [
    'an added period has its own length',
    `${WEEKLY}\nRDATE;VALUE=PERIOD:20261104T080000Z/PT3H`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261104T080000Z 2026-11-04T09:00:00+01:00'],
    ['date-added'],
  ],
  [
    'a changed added date',
    `${WEEKLY}\nRDATE${berlin('20261104')}${changed('20261104', '20261105')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261104T080000Z 2026-11-05T09:00:00+01:00'],
    [],
  ],
  [
    'two rules',
    `${WEEKLY}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=3`,
    'split',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'split:FREQ=MONTHLY;BYMONTHDAY=3 AbsoluteMonthly 1 3 NoEnd 2026-11-03 deleted 4'],
    ['rule-duplicate'],
  ],
  ['the same rule twice', `${WEEKLY}\nRRULE:FREQ=WEEKLY`, 'native', ['master Weekly 1 Monday Monday NoEnd 2026-11-02'], []],
  [
    'a rule within another',
    `${WEEKLY}\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE`,
    'native',
    ['master Weekly 1 Monday Wednesday Monday NoEnd 2026-11-02'],
    ['rule-duplicate'],
  ],
  [
    'a rule that crosses another',
    `${WEEKLY};COUNT=10\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;COUNT=6`,
    'split',
    [
      'master Weekly 1 Monday Monday Numbered 2026-11-02 10',
      'split:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=MO Weekly 2 Monday Tuesday Monday Numbered 2026-11-03 5 deleted 2',
    ],
    ['rule-duplicate'],
  ],
  [
    'an excluding rule',
    `${WEEKLY};COUNT=6\nEXRULE:FREQ=WEEKLY;INTERVAL=2`,
    'native',
    ['master Weekly 1 Monday Monday Numbered 2026-11-02 6 deleted 3'],
    ['dates-deleted'],
  ],
  [
    'an endless excluding rule',
    `${WEEKLY}\nEXRULE:FREQ=MONTHLY;BYDAY=1MO`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 25'],
    ['dates-deleted', 'dates-excluded-until-horizon'],
  ],
  [
    'this and all later at another time',
    `${WEEKLY};COUNT=6\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${berlin('20261116')}\nDTSTART${berlin('20261116', '110000')}\nDTEND${berlin('20261116', '123000')}`,
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09',
      'split:FREQ=WEEKLY;BYDAY=MO;BYHOUR=11;BYMINUTE=0;BYSECOND=0;FROM=20261116T080000Z Weekly 1 Monday Monday EndDate 2026-11-16 2026-12-07',
    ],
    ['series-split-by-change'],
  ],
  [
    'this and all later on another day',
    `${WEEKLY}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${berlin('20261116')}\nDTSTART${berlin('20261118')}\nDTEND${berlin('20261118', '100000')}`,
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09',
      'split:FREQ=WEEKLY;BYDAY=WE;FROM=20261116T080000Z Weekly 1 Wednesday Wednesday NoEnd 2026-11-18',
    ],
    ['series-split-by-change'],
  ],
  [
    'this and all later, with a later change',
    `${WEEKLY}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${berlin('20261116')}\nDTSTART${berlin('20261118')}\nDTEND${berlin('20261118', '100000')}${changed('20261130', '20261203')}`,
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09',
      'split:FREQ=WEEKLY;BYDAY=WE;FROM=20261116T080000Z Weekly 1 Wednesday Wednesday NoEnd 2026-11-18 changed 1',
    ],
    ['series-split-by-change'],
  ],
  [
    'this and all later on another day of the month',
    `DTSTART${berlin('20261102')}\nDTEND${berlin('20261102', '100000')}\nRRULE:FREQ=MONTHLY;COUNT=4\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${berlin('20270102')}\nDTSTART${berlin('20270103')}\nDTEND${berlin('20270103', '100000')}`,
    'expanded',
    [
      'master AbsoluteMonthly 1 2 EndDate 2026-11-02 2026-12-02',
      'single:20270102T080000Z 2027-01-03T09:00:00+01:00',
      'single:20270202T080000Z 2027-02-03T09:00:00+01:00',
    ],
    ['series-split-by-change', 'rule-expanded'],
  ],
  [
    'this and all later cancelled',
    `${WEEKLY}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${berlin('20261116')}\nDTSTART${berlin('20261116')}\nDTEND${berlin('20261116', '100000')}\nSTATUS:CANCELLED`,
    'native',
    ['master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09'],
    ['series-split-by-change'],
  ],
];

describe('exceptions, added dates and odd times in Exchange', () => {
  it.each(ADDED)('%s', (...row) => {
    checkSeries(row);
  });
});
