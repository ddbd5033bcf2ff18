import { describe, expect, it } from 'vitest';
import { plan } from './support.ts';

/** Name, events, every word of the notes, then of the explanation. */
const ROWS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'an excluded date that is none',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Berlin:20261110T090000,20261111T090000',
    ['exdate-unmatched EXDATE: 2 dates -> ', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO'],
  ],
  [
    'a rewritten rule',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=DAILY;BYDAY=MO,TU',
    [
      'rule-rewritten RRULE: FREQ=DAILY;BYDAY=MO,TU -> FREQ=WEEKLY;BYDAY=MO,TU',
      'FREQ=DAILY;BYDAY=MO,TU: rewritten, FREQ=WEEKLY;BYDAY=MO,TU',
    ],
  ],
  [
    'a split rule',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=2,16',
    [
      'rule-split RRULE: FREQ=MONTHLY;BYMONTHDAY=2,16 -> FREQ=MONTHLY;BYMONTHDAY=2 + FREQ=MONTHLY;BYMONTHDAY=16',
      'FREQ=MONTHLY;BYMONTHDAY=2,16: split, FREQ=MONTHLY;BYMONTHDAY=2 + FREQ=MONTHLY;BYMONTHDAY=16',
    ],
  ],
  [
    'a rule in single appointments',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY;BYMONTH=11;BYDAY=MO,WE;BYSETPOS=1',
    [
      'rule-expanded RRULE: FREQ=WEEKLY;BYMONTH=11;BYDAY=MO,WE;BYSETPOS=1 -> 13 single appointments',
      'rule-cut-at-horizon RRULE: FREQ=WEEKLY;BYMONTH=11;BYDAY=MO,WE;BYSETPOS=1 -> 2028-11-13',
      'FREQ=WEEKLY;BYMONTH=11;BYDAY=MO,WE;BYSETPOS=1: no Exchange pattern',
      'FREQ=WEEKLY;BYMONTH=11;BYDAY=MO,WE;BYSETPOS=1 -> 13 single appointments until 2028-11-13',
    ],
  ],
  [
    'a rule without dates',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    ['rule-without-dates RRULE: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 -> ', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30: rewritten, no dates'],
  ],
  [
    'a rule that ends before it begins',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY;UNTIL=20261001',
    ['rule-ends-before-start RRULE: FREQ=WEEKLY;UNTIL=20261001 -> ', 'FREQ=WEEKLY;UNTIL=20261001: native, no dates'],
  ],
  [
    'a rule of another calendar',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:RSCALE=HEBREW;FREQ=YEARLY\nRRULE:FREQ=WEEKLY',
    ['rule-calendar-unknown RRULE: RSCALE=HEBREW;FREQ=YEARLY -> ', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO'],
  ],
  [
    'more than 999',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=DAILY;COUNT=1200',
    ['count-as-end-date RRULE: COUNT=1200 -> 2030-02-13', 'FREQ=DAILY;COUNT=1200: native, FREQ=DAILY'],
  ],
  [
    'a start outside the rule',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY;BYDAY=TU',
    ['start-outside-rule DTSTART: 2026-11-02 -> ', 'FREQ=WEEKLY;BYDAY=TU: native, FREQ=WEEKLY;BYDAY=TU'],
  ],
  [
    'a start long ago',
    'DTSTART;VALUE=DATE:16041102\nRRULE:FREQ=YEARLY',
    ['start-before-1901 DTSTART: 1604-11-02 -> ', 'FREQ=YEARLY: native, FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2'],
  ],
  [
    'an added date',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY\nRDATE;TZID=Europe/Berlin:20261105T120000',
    ['date-added RDATE: 2026-11-05 -> ', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO'],
  ],
  [
    'a moved date',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Berlin:20261109T090000\nRDATE;TZID=Europe/Berlin:20261110T100000',
    ['date-moved RDATE: 2026-11-09 -> 2026-11-10', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO'],
  ],
  [
    'an EXRULE',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=DAILY\nEXRULE:FREQ=MONTHLY;BYMONTHDAY=1',
    [
      'dates-deleted EXRULE: FREQ=MONTHLY;BYMONTHDAY=1 -> 24 dates',
      'dates-excluded-until-horizon EXRULE: FREQ=MONTHLY;BYMONTHDAY=1 -> 2028-11-20',
      'FREQ=DAILY: native, FREQ=DAILY',
    ],
  ],
  [
    'a changed rest',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY\n\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261116T090000\nDTSTART;TZID=Europe/Berlin:20261117T110000\nDURATION:PT1H',
    ['series-split-by-change RECURRENCE-ID: 2026-11-16 -> ', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO'],
  ],
  [
    'an instance that is none',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY\n\nRECURRENCE-ID;TZID=Europe/Berlin:20261117T090000\nDTSTART;TZID=Europe/Berlin:20261118T110000\nDURATION:PT1H',
    ['override-unmatched RECURRENCE-ID: 2026-11-17 -> ', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO'],
  ],
  [
    'a rule twice',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY;COUNT=10',
    ['rule-duplicate RRULE: FREQ=DAILY -> ', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO', 'FREQ=DAILY;COUNT=10: native, FREQ=DAILY'],
  ],
  [
    'a zone with another past',
    'DTSTART;TZID=Asia/Almaty:20231106T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY',
    ['zone-history-differs DTSTART: Asia/Almaty -> West Asia Standard Time', 'FREQ=WEEKLY: native, FREQ=WEEKLY;BYDAY=MO'],
  ],
  [
    'nothing left',
    'DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nEXDATE;TZID=Europe/Berlin:20261102T090000',
    ['no-occurrence-left EXDATE:  -> '],
  ],
];

describe('what is said of', () => {
  it.each(ROWS)('%s', (_name, text, expected) => {
    const { notes, explanation } = plan(text);
    expect([...notes.map(({ code, property, was, became }) => `${code} ${property}: ${was} -> ${became}`), ...explanation]).toEqual(
      expected,
    );
  });
});
