import { describe, expect, test } from 'vitest';
import { createWords } from '../../../renderer/src/text/catalogue.ts';
import { parseDomains, parseRewrites, writeRewrites } from '../../../renderer/src/steps/mapping/domainText.ts';
import { countOfTab, toggled } from '../../../renderer/src/steps/mapping/mappingWords.ts';
import { valueWords } from '../../../renderer/src/steps/preview/fieldWords.ts';
import { ruleWords } from '../../../renderer/src/steps/preview/ruleWords.ts';
import { chartPoints, mailboxTime, timeLeft } from '../../../renderer/src/steps/run/runWords.ts';
import { hoursOf, placeBlocks } from '../../../renderer/src/ui/weekLayout.ts';

const words = createWords('en');

describe('a week', () => {
  test('puts overlapping blocks side by side, and only those', () => {
    const placed = placeBlocks([
      { id: 'a', from: 540, to: 600 },
      { id: 'b', from: 570, to: 630 },
      { id: 'c', from: 600, to: 660 },
      { id: 'd', from: 700, to: 720 },
    ]);
    expect(placed.map(({ block, column, columns }) => [block.id, column, columns])).toEqual([
      ['a', 0, 2],
      ['b', 1, 2],
      ['c', 0, 2],
      ['d', 0, 1],
    ]);
  });

  test('shows the working day, and more where something is outside of it', () => {
    expect(hoursOf([])).toEqual({ first: 8, last: 18 });
    expect(hoursOf([{ id: 'a', from: 390, to: 1290 }])).toEqual({ first: 6, last: 22 });
  });
});

describe('the mapping', () => {
  test('counts tabs by kind', () => {
    const byKind = { user: 214, room: 16, resource: 2, group: 9, unknown: 131 };
    expect((['all', 'people', 'rooms', 'groups', 'others'] as const).map((tab) => countOfTab(tab, byKind))).toEqual([372, 214, 18, 9, 131]);
  });

  test('a second press takes rows out again', () => {
    expect([...toggled(new Set(['a']), ['b'])]).toEqual(['a', 'b']);
    expect([...toggled(new Set(['a', 'b']), ['a'])]).toEqual(['b']);
    expect([...toggled(new Set(['a']), ['a', 'b'])]).toEqual(['a', 'b']);
  });

  test('reads domains as people type them', () => {
    expect(parseDomains(' @Contoso.com; mail.contoso.com,')).toEqual(['contoso.com', 'mail.contoso.com']);
    const rewrites = parseRewrites('example.com = contoso.com, @old.example -> contoso.com, nonsense');
    expect(rewrites).toEqual([
      { from: 'example.com', to: 'contoso.com' },
      { from: 'old.example', to: 'contoso.com' },
    ]);
    expect(parseRewrites(writeRewrites(rewrites))).toEqual(rewrites);
  });
});

describe('values', () => {
  test.each([
    [{ type: 'reminder', minutesBefore: [15, 1440] }, '15 minutes before, 1 day before', []],
    [{ type: 'reminder', minutesBefore: [0] }, 'at the start', []],
    [{ type: 'none' }, 'None', []],
    [
      { type: 'recurrence', text: 'FREQ=WEEKLY', exceptions: 1, deletions: 2 },
      'Every week',
      ['1 occurrence differs', '2 occurrences are cancelled'],
    ],
    [{ type: 'travel', minutes: 30, direction: 'to', item: null }, '30 min before', ['part of the event']],
  ] as const)('%j reads «%s»', (value, text, more) => {
    expect(valueWords(value, words)).toEqual({ text, more });
  });
});

describe('rules in words', () => {
  test.each([
    ['FREQ=YEARLY;COUNT=3', 'Every year, 3 times'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU', 'Every 2 weeks: Mon, Wed'],
    ['FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231T225959Z', 'Every month: -1. Fri, to 31 Dec 2027'],
    ['Weekly Monday Wednesday to 2026-12-15', 'Every week: Mon, Wed, to 15 Dec 2026'],
    ['AbsoluteMonthly every 48 29, 3 times', 'Every 48 months: 29., 3 times'],
    ['Daily', 'Every day'],
    ['FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO', 'FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO'],
    ['3 single dates', '3 single dates'],
  ])('%s reads «%s»', (text, spoken) => {
    expect(ruleWords(text, words)).toBe(spoken);
  });
});

describe('a run', () => {
  const mailbox = {
    mailbox: 'a@contoso.com',
    name: 'A',
    kind: 'user',
    state: 'parked',
    items: 5,
    written: 1,
    refused: 0,
    inDoubt: 0,
    startedAt: '2026-11-20T00:14:00Z',
    endedAt: null,
    parkedUntil: '2026-11-20T00:15:47Z',
    secondsLeft: null,
    code: 'ErrorServerBusy',
    message: '',
  } as const;

  test('counts down to when a parked mailbox goes on', () => {
    expect(mailboxTime(mailbox, words, Date.parse('2026-11-20T00:15:00Z'))).toBe('Goes on in 0:47');
    expect(mailboxTime({ ...mailbox, state: 'done', endedAt: '2026-11-20T00:32:00Z' }, words, 0)).toBe('took 18 min');
  });

  test('says its end as a range', () => {
    expect(timeLeft({ secondsLeft: { least: 3000, most: 4020 } }, words)).toBe('About 50 min to 1 h 7 min left');
    expect(timeLeft({ secondsLeft: { least: 60, most: 61 } }, words)).toBe('About 1 min left');
    expect(timeLeft({ secondsLeft: null }, words)).toBe('');
  });

  test('draws the rate to scale', () => {
    expect(chartPoints([0, 50, 100], 100, 40)).toBe('0.0,40.0 50.0,20.0 100.0,0.0');
  });
});
