import { describe, expect, it } from 'vitest';
import type { SeriesPlan } from '../../../shared/convert/model.ts';
import { breaches } from './breaches.ts';
import { expected, options, outline, plan, readEvents, shown } from './support.ts';

/** Name, events, class, parts, notes. */
type Row = readonly [string, string, SeriesPlan['seriesClass'], readonly string[], readonly string[]];

const B = (date: string, time = '090000'): string => `;TZID=Europe/Berlin:${date}T${time}`;
const W = `DTSTART${B('20261102')}\nDTEND${B('20261102', '100000')}\nRRULE:FREQ=WEEKLY`;
const D = `DTSTART${B('20261102')}\nDTEND${B('20261102', '100000')}\nRRULE:FREQ=DAILY`;

/** An override in Berlin: which occurrence, its new date, from when to when, more lines. */
function O(id: string, date: string, from = '090000', to = '100000', extra = ''): string {
  return `\n\nRECURRENCE-ID${B(id)}\nDTSTART${B(date, from)}\nDTEND${B(date, to)}${extra}`;
}

const ROWS: readonly Row[] = [
  [
    'an excluded date is deleted',
    `${W}\nEXDATE${B('20261109')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  ['an excluded date in UTC', `${W}\nEXDATE:20261109T080000Z`, 'native', ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'], []],
  [
    'an excluded date without a time',
    `${W}\nEXDATE;VALUE=DATE:20261109`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an excluded midnight on a timed series',
    `${W}\nEXDATE${B('20261109', '000000')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an excluded date that is no occurrence',
    `${W}\nEXDATE${B('20261110')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02'],
    ['exdate-unmatched'],
  ],
  [
    'a changed occurrence',
    `${W}${O('20261109', '20261110', '140000', '150000')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a changed occurrence told in UTC',
    `${W}\n\nRECURRENCE-ID:20261109T080000Z\nDTSTART:20261110T080000Z\nDTEND:20261110T090000Z`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a changed occurrence told by its date',
    `${W}\n\nRECURRENCE-ID;VALUE=DATE:20261109\nDTSTART:20261110T080000Z\nDTEND:20261110T090000Z`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a changed occurrence that is also excluded',
    `${W}\nEXDATE${B('20261109')}${O('20261109', '20261110')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'a cancelled occurrence is deleted',
    `${W}${O('20261109', '20261109', '090000', '100000', '\nSTATUS:CANCELLED')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'an occurrence its owner hid is deleted',
    `${W}${O('20261109', '20261109', '090000', '100000', '\nX-CALENDARSERVER-HIDDEN-INSTANCE:TRUE')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'a changed occurrence of no occurrence stands alone',
    `${W}${O('20261110', '20261111')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261110T080000Z 2026-11-11T09:00:00+01:00'],
    ['override-unmatched'],
  ],
  [
    'an occurrence moved to the day of the next is detached',
    `${W}${O('20261109', '20261116', '140000', '150000')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261109T080000Z 2026-11-16T14:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'an occurrence moved past the next is detached',
    `${W}${O('20261109', '20261118')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261109T080000Z 2026-11-18T09:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'an occurrence moved before the one before is detached',
    `${W}${O('20261116', '20261108')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261116T080000Z 2026-11-08T09:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'an occurrence moved to the day before the next stays',
    `${W}${O('20261109', '20261115', '220000', '230000')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    [],
  ],
  [
    'an occurrence that reaches into the next is detached',
    `${W}\n\nRECURRENCE-ID${B('20261109')}\nDTSTART${B('20261115', '220000')}\nDTEND${B('20261116', '093000')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261109T080000Z 2026-11-15T22:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'two occurrences that swap are detached',
    `${W}${O('20261109', '20261116')}${O('20261116', '20261109')}`,
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
    `${W}${O('20261109', '20261116', '080000', '083000')}${O('20261116', '20261118')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 2'],
    [],
  ],
  [
    'an occurrence moved to a deleted neighbour’s day is detached',
    `${D}\nEXDATE${B('20261104')}${O('20261103', '20261104')}`,
    'detached',
    ['master Daily 1 NoEnd 2026-11-02 deleted 2', 'single:20261103T080000Z 2026-11-04T09:00:00+01:00'],
    ['occurrence-detached'],
  ],
  [
    'the first occurrence deleted keeps the start',
    `${W}\nEXDATE${B('20261102')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1'],
    [],
  ],
  [
    'only one occurrence left',
    `${W};COUNT=3\nEXDATE${B('20261102')}\nEXDATE${B('20261116')}`,
    'single',
    ['master 2026-11-09T09:00:00+01:00'],
    ['one-occurrence-left'],
  ],
  [
    'only one occurrence left, and that changed',
    `${W};COUNT=2\nEXDATE${B('20261102')}${O('20261109', '20261111')}`,
    'single',
    ['master 2026-11-11T09:00:00+01:00'],
    ['one-occurrence-left'],
  ],
  ['nothing left', `${W};COUNT=2\nEXDATE${B('20261102')}\nEXDATE${B('20261109')}`, 'nothing', [], ['no-occurrence-left']],
  [
    'an added date',
    `${W}\nRDATE${B('20261104')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261104T080000Z 2026-11-04T09:00:00+01:00'],
    ['date-added'],
  ],
  ['an added date that is an occurrence', `${W}\nRDATE${B('20261109')}`, 'native', ['master Weekly 1 Monday Monday NoEnd 2026-11-02'], []],
  [
    'an added date without a rule',
    `DTSTART${B('20261102')}\nDTEND${B('20261102', '100000')}\nRDATE${B('20261104')}`,
    'detached',
    ['master 2026-11-02T09:00:00+01:00', 'single:20261104T080000Z 2026-11-04T09:00:00+01:00'],
    ['date-added'],
  ],
  [
    'an added date beside an excluded one is a move',
    `${W}\nEXDATE${B('20261109')}\nRDATE${B('20261111')}`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 changed 1'],
    ['date-moved'],
  ],
  [
    'an added date far from the excluded one is no move',
    `${W}\nEXDATE${B('20261109')}\nRDATE${B('20261118')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 1', 'single:20261118T080000Z 2026-11-18T09:00:00+01:00'],
    ['date-added'],
  ],
  [
    'an added period has its own length',
    `${W}\nRDATE;VALUE=PERIOD:20261104T080000Z/PT3H`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261104T080000Z 2026-11-04T09:00:00+01:00'],
    ['date-added'],
  ],
  [
    'a changed added date',
    `${W}\nRDATE${B('20261104')}${O('20261104', '20261105')}`,
    'detached',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'single:20261104T080000Z 2026-11-05T09:00:00+01:00'],
    [],
  ],
  [
    'two rules',
    `${W}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=3`,
    'split',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02', 'split:FREQ=MONTHLY;BYMONTHDAY=3 AbsoluteMonthly 1 3 NoEnd 2026-11-03 deleted 4'],
    ['rule-duplicate'],
  ],
  ['the same rule twice', `${W}\nRRULE:FREQ=WEEKLY`, 'native', ['master Weekly 1 Monday Monday NoEnd 2026-11-02'], []],
  [
    'a rule within another',
    `${W}\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE`,
    'native',
    ['master Weekly 1 Monday Wednesday Monday NoEnd 2026-11-02'],
    ['rule-duplicate'],
  ],
  [
    'a rule that crosses another',
    `${W};COUNT=10\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;COUNT=6`,
    'split',
    [
      'master Weekly 1 Monday Monday Numbered 2026-11-02 10',
      'split:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=MO Weekly 2 Monday Tuesday Monday Numbered 2026-11-03 5 deleted 2',
    ],
    ['rule-duplicate'],
  ],
  [
    'an excluding rule',
    `${W};COUNT=6\nEXRULE:FREQ=WEEKLY;INTERVAL=2`,
    'native',
    ['master Weekly 1 Monday Monday Numbered 2026-11-02 6 deleted 3'],
    ['dates-deleted'],
  ],
  [
    'an endless excluding rule',
    `${W}\nEXRULE:FREQ=MONTHLY;BYDAY=1MO`,
    'native',
    ['master Weekly 1 Monday Monday NoEnd 2026-11-02 deleted 25'],
    ['dates-deleted', 'dates-excluded-until-horizon'],
  ],
  [
    'this and all later at another time',
    `${W};COUNT=6\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${B('20261116')}\nDTSTART${B('20261116', '110000')}\nDTEND${B('20261116', '123000')}`,
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09',
      'split:FREQ=WEEKLY;BYDAY=MO;BYHOUR=11;BYMINUTE=0;BYSECOND=0;FROM=20261116T080000Z Weekly 1 Monday Monday EndDate 2026-11-16 2026-12-07',
    ],
    ['series-split-by-change'],
  ],
  [
    'this and all later on another day',
    `${W}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${B('20261116')}\nDTSTART${B('20261118')}\nDTEND${B('20261118', '100000')}`,
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09',
      'split:FREQ=WEEKLY;BYDAY=WE;FROM=20261116T080000Z Weekly 1 Wednesday Wednesday NoEnd 2026-11-18',
    ],
    ['series-split-by-change'],
  ],
  [
    'this and all later, with a later change',
    `${W}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${B('20261116')}\nDTSTART${B('20261118')}\nDTEND${B('20261118', '100000')}${O('20261130', '20261203')}`,
    'split',
    [
      'master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09',
      'split:FREQ=WEEKLY;BYDAY=WE;FROM=20261116T080000Z Weekly 1 Wednesday Wednesday NoEnd 2026-11-18 changed 1',
    ],
    ['series-split-by-change'],
  ],
  [
    'this and all later on another day of the month',
    `DTSTART${B('20261102')}\nDTEND${B('20261102', '100000')}\nRRULE:FREQ=MONTHLY;COUNT=4\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${B('20270102')}\nDTSTART${B('20270103')}\nDTEND${B('20270103', '100000')}`,
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
    `${W}\n\nRECURRENCE-ID;RANGE=THISANDFUTURE${B('20261116')}\nDTSTART${B('20261116')}\nDTEND${B('20261116', '100000')}\nSTATUS:CANCELLED`,
    'native',
    ['master Weekly 1 Monday Monday EndDate 2026-11-02 2026-11-09'],
    ['series-split-by-change'],
  ],
  [
    'occurrences longer than a day take turns',
    `DTSTART${B('20261102')}\nDTEND${B('20261103', '150000')}\nRRULE:FREQ=DAILY`,
    'split',
    ['master Daily 2 NoEnd 2026-11-02 changed 2', 'split:FREQ=DAILY;INTERVAL=2 Daily 2 NoEnd 2026-11-03 changed 2'],
    ['rule-split', 'occurrence-time-kept', 'occurrence-time-kept'],
  ],
  [
    'weekly occurrences that meet take turns',
    `DTSTART${B('20261102')}\nDTEND${B('20261104', '150000')}\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU`,
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
    `RECURRENCE-ID${B('20261109')}\nDTSTART${B('20261110')}\nDTEND${B('20261110', '100000')}${O('20261116', '20261116')}`,
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
    `DTSTART${B('20270320', '220000')}\nDTEND${B('20270321', '060000')}\nRRULE:FREQ=WEEKLY;COUNT=4`,
    'native',
    ['master Weekly 1 Saturday Monday Numbered 2027-03-20 4 changed 1'],
    ['occurrence-time-kept'],
  ],
  [
    'a night shift of nominal length needs no exception',
    `DTSTART${B('20270320', '220000')}\nDURATION:P1D\nRRULE:FREQ=WEEKLY;COUNT=4`,
    'native',
    ['master Weekly 1 Saturday Monday Numbered 2027-03-20 4'],
    [],
  ],
  [
    'a start inside the hour that is skipped',
    `DTSTART${B('20270328', '023000')}\nDTEND${B('20270328', '033000')}\nRRULE:FREQ=WEEKLY;COUNT=3`,
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
  it.each(ROWS)('%s', (name, text, seriesClass, parts, notes) => {
    const planned = plan(text);
    expect([planned.seriesClass, outline(planned), planned.notes.map(({ code }) => code)]).toEqual([seriesClass, parts, notes]);
    expect(planned.parts.flatMap(breaches)).toEqual([]);
    const window = { from: Date.UTC(1910, 0, 1), to: options.horizon };
    expect(shown(planned.parts, window), name).toEqual(expected(readEvents(text), window));
  });
});
