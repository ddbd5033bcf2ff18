import { describe, it } from 'vitest';
import { berlin, changed, checkSeries, type SeriesRow } from './checkSeries.ts';

const ODD_TIMES: readonly SeriesRow[] = [
  [
    'occurrences longer than a day take turns',
    `DTSTART${berlin('20261102')}\nDTEND${berlin('20261103', '150000')}\nRRULE:FREQ=DAILY`,
    'split',
    ['master Daily 2 NoEnd 2026-11-02 changed 2', 'split:FREQ=DAILY;INTERVAL=2 Daily 2 NoEnd 2026-11-03 changed 2'],
    ['rule-split', 'occurrence-time-kept', 'occurrence-time-kept'],
  ],
  [
    'weekly occurrences that meet take turns',
    `DTSTART${berlin('20261102')}\nDTEND${berlin('20261104', '150000')}\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU`,
    'split',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'split:FREQ=WEEKLY;BYDAY=TU Weekly 1 Tuesday Monday NoEnd 2026-11-03'],
    ['rule-split'],
  ],
  [
    'all-day',
    'DTSTART;VALUE=DATE:20261102\nDTEND;VALUE=DATE:20261104\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20261109\n\nRECURRENCE-ID;VALUE=DATE:20261116\nDTSTART;VALUE=DATE:20261117\nDTEND;VALUE=DATE:20261119',
    'native',
    ['master Weekly 1 Monday Monday Numbered 2026-11-02 4 changed 1 deleted 1'],
    [],
  ],
  [
    'an all-day series with an excluded time',
    'DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20261109T000000',
    'native',
    ['master Weekly 1 Monday Monday Numbered 2026-11-02 4 deleted 1'],
    [],
  ],
  [
    'changed occurrences without a series',
    `RECURRENCE-ID${berlin('20261109')}\nDTSTART${berlin('20261110')}\nDTEND${berlin('20261110', '100000')}${changed('20261116', '20261116')}`,
    'single',
    ['orphan:20261109T080000Z 2026-11-10T09:00:00+01:00', 'orphan:20261116T080000Z 2026-11-16T09:00:00+01:00'],
    [],
  ],
  [
    'a series in UTC keeps its UTC weekday',
    'DTSTART:20261102T233000Z\nDTEND:20261103T003000Z\nRRULE:FREQ=WEEKLY',
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02'],
    [],
  ],
  [
    'a night shift keeps its exact length when the clocks change',
    `DTSTART${berlin('20270320', '220000')}\nDTEND${berlin('20270321', '060000')}\nRRULE:FREQ=WEEKLY;COUNT=4`,
    'native',
    ['master Weekly 1 Saturday Monday Numbered 2027-03-20 4 changed 1'],
    ['occurrence-time-kept'],
  ],
  [
    'a night shift of nominal length needs no exception',
    `DTSTART${berlin('20270320', '220000')}\nDURATION:P1D\nRRULE:FREQ=WEEKLY;COUNT=4`,
    'native',
    ['master Weekly 1 Saturday Monday Numbered 2027-03-20 4'],
    [],
  ],
  [
    'a start inside the hour that is skipped',
    `DTSTART${berlin('20270328', '023000')}\nDTEND${berlin('20270328', '033000')}\nRRULE:FREQ=WEEKLY;COUNT=3`,
    'detached',
    ['split:FREQ=WEEKLY;BYDAY=SU Weekly 1 Sunday Monday Numbered 2027-04-04 2', 'single:20270328T013000Z 2027-03-28T02:30:00+01:00'],
    ['start-outside-rule'],
  ],
  [
    'a zone that changed its rules',
    'DTSTART;TZID=America/Chihuahua:20220912T090000\nDTEND;TZID=America/Chihuahua:20220912T100000\nRRULE:FREQ=WEEKLY',
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2022-09-12 2022-10-24',
      'split:FREQ=WEEKLY;BYDAY=MO;FROM=20221031 Weekly 1 Monday Monday NoEnd 2022-10-31',
    ],
    ['zone-history-differs'],
  ],
  [
    'a birthday without a year',
    'DTSTART;VALUE=DATE:16040712\nRRULE:FREQ=YEARLY',
    'native',
    ['master AbsoluteYearly 12 July NoEnd 1901-07-12'],
    ['start-before-1901'],
  ],
  [
    'a leap birthday without a year',
    'DTSTART;VALUE=DATE:16040229\nRRULE:FREQ=YEARLY',
    'rewritten',
    ['master AbsoluteMonthly 48 29 NoEnd 1904-02-29'],
    ['rule-rewritten', 'start-before-1901'],
  ],
  ['a start before Exchange’s calendar', 'DTSTART:15000101T100000Z\nDTEND:15000101T110000Z', 'nothing', [], []],
];

describe('exceptions, added dates and odd times in Exchange', () => {
  it.each(ODD_TIMES)('%s', (...row) => {
    checkSeries(row);
  });
});
