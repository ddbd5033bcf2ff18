import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChoices } from '../../../shared/directory/calendarTable.ts';
import { diffMapping } from '../../../shared/directory/diffMapping.ts';
import { applyDecisions, confirmGuesses } from '../../../shared/directory/applyDecisions.ts';
import { mappingContentHash, mappingFingerprint } from '../../../shared/directory/mappingFingerprint.ts';
import { escapeCell, joinList, mappingTable, splitList, unescapeCell } from '../../../shared/directory/mappingTable.ts';
import { readMappingTable } from '../../../shared/directory/readMappingTable.ts';
import type { CalendarRouteRow, MappingRow } from '../../../shared/domain/mappingRows.ts';
import { guid, row } from './people.ts';

const ANN = row(`uid:${guid(1)}`, {
  name: 'Ann',
  shortName: 'ann',
  decision: 'mapped',
  email: 'ann@new.example',
  targetName: 'Ann',
  candidates: ['ann@new.example', 'ann@old.example'],
});
const ALIAS = row('mailto:ann@old.example', {
  name: 'Ann',
  decision: 'mapped',
  email: 'ann@new.example',
  rule: 'mailto',
  follows: ANN.source,
});
const OPEN = row(`uid:${guid(2)}`, { name: 'Bob', shortName: 'bob', confidence: 'none', rule: 'not-in-directory' });

function lines(table: readonly (readonly string[])[]): { line: number; cells: readonly string[] }[] {
  return table.map((cells, index) => ({ line: index + 1, cells }));
}

function read(
  table: readonly (readonly string[])[],
  rows: readonly MappingRow[] = [ANN, ALIAS, OPEN],
): ReturnType<typeof readMappingTable> {
  return readMappingTable(lines(table), rows);
}

describe('the mapping as a spreadsheet', () => {
  it.each([
    '=HYPERLINK("http://x")',
    '\n=1',
    '＝1',
    '＠SUM(A1)',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    "'=x",
    "''@",
    "'plain",
    "O'Neill",
    'plain',
    '',
  ])('never lets %j be run, and gives it back unchanged', (value) => {
    expect(escapeCell(value)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    expect(unescapeCell(escapeCell(value))).toBe(value);
  });

  it('gives back any value and any list', () => {
    fc.assert(fc.property(fc.string(), (value) => unescapeCell(escapeCell(value)) === value));
    const entry = fc.string({ unit: fc.constantFrom('a', '%', ' ', '\t', '@', ';', '2', '0', '\u00a0'), minLength: 1 });
    fc.assert(
      fc.property(fc.array(entry), (values) => {
        expect(splitList(joinList(values))).toEqual(values);
      }),
    );
  });

  it('comes back as it went: what nobody touched, nobody has confirmed', () => {
    const hostile = { ...ANN, name: '=cmd|x', targetName: '-Ann', confidence: 'guess' } as const;
    const { decisions, problems } = read(mappingTable([hostile, OPEN], []), [hostile, OPEN]);
    expect(problems).toEqual([]);
    expect(applyDecisions([hostile, OPEN], decisions)).toEqual([hostile, OPEN]);
  });

  it.each<[string, Partial<MappingRow>, Partial<MappingRow>]>([
    ['confirms what the column says is confirmed', { confidence: 'confirmed' }, { confidence: 'confirmed', rule: 'short-name' }],
    ['confirms a corrected address', { email: 'boss@new.example' }, { confidence: 'confirmed', rule: 'csv', email: 'boss@new.example' }],
    ['confirms a corrected name', { targetName: 'Dr Ann' }, { confidence: 'confirmed', rule: 'short-name', targetName: 'Dr Ann' }],
  ])('%s', (_, edited, expected) => {
    const guess = { ...ANN, confidence: 'guess', rule: 'short-name' } as const;
    const { decisions } = read(mappingTable([{ ...guess, ...edited }], []), [guess]);
    expect(applyDecisions([guess], decisions)).toEqual([{ ...guess, ...expected }]);
  });

  it('takes a list made by hand, which says nothing of confidence, at its word', () => {
    const { decisions } = read([
      ['source', 'email'],
      [ANN.source, ANN.email],
    ]);
    expect(applyDecisions([{ ...ANN, confidence: 'guess' }], decisions)[0]?.confidence).toBe('confirmed');
  });

  it('never takes a confirmation back because an older export is read', () => {
    const { decisions } = read(mappingTable([{ ...ANN, confidence: 'guess' }], []));
    expect(applyDecisions([{ ...ANN, confidence: 'confirmed' }], decisions)[0]?.confidence).toBe('confirmed');
  });

  it.each([
    [
      'our own columns',
      [
        ['source', 'decision', 'email'],
        [`uid:${guid(2)}`, 'mapped', 'bob@new.example'],
      ],
    ],
    [
      'a bare GUID in lower case',
      [
        ['GUID', 'smtp'],
        [guid(2).toLowerCase(), 'Bob@New.example'],
      ],
    ],
    [
      'a short name',
      [
        ['Short Name', 'SMTP'],
        ['BOB', 'bob@new.example'],
      ],
    ],
    [
      'a calendar user address',
      [
        ['source', 'email'],
        [`urn:x-uid:${guid(2)}`, 'SMTP:bob@new.example'],
      ],
    ],
  ])('understands a list with %s', (_, table) => {
    const { decisions, problems } = read(table);
    expect(problems).toEqual([]);
    expect(decisions).toMatchObject([{ source: `uid:${guid(2)}`, decision: 'mapped', email: 'bob@new.example' }]);
  });

  it('finds the person of an old address, and keeps the address itself where nobody has it', () => {
    const table = [
      ['oldAddress', 'smtp'],
      ['ann@old.example', 'boss@new.example'],
      ['Zed@old.example', 'zed@new.example'],
    ];
    expect(read(table).decisions.map(({ source }) => source)).toEqual([`uid:${guid(1)}`, 'mailto:zed@old.example']);
  });

  it.each([
    [['', 'mapped', 'x@y.example'], 2, /whom it is about/],
    [[`uid:${guid(1)}`, 'maybe', ''], 2, /«maybe»/],
    [[`uid:${guid(1)}`, 'mapped', ''], 2, /not one mail address/],
    [[`uid:${guid(1)}`, 'mapped', 'a@b.example; c@d.example'], 2, /not one mail address/],
  ])('names the line %j as wrong', (cells, line, problem) => {
    const { problems } = read([['source', 'decision', 'email'], cells]);
    expect(problems).toEqual([{ line, problem: expect.stringMatching(problem) as string }]);
  });

  it('does not choose between lines that contradict each other, nor between two of one short name', () => {
    const contradiction = read([
      ['source', 'email'],
      [`uid:${guid(1)}`, 'a@new.example'],
      [`urn:uuid:${guid(1)}`, 'b@new.example'],
    ]);
    expect(contradiction.problems).toEqual([{ line: 3, problem: `contradicts line 2 on uid:${guid(1)}` }]);
    const twins = [OPEN, { ...OPEN, source: `uid:${guid(3)}` }];
    expect(
      read(
        [
          ['shortname', 'smtp'],
          ['bob', 'b@new.example'],
        ],
        twins,
      ).problems[0]?.problem,
    ).toMatch(/2 principals/);
  });

  it.each([
    [[]],
    [
      [
        ['nothing', 'useful'],
        ['a', 'b'],
      ],
    ],
  ])('refuses a table that is none: %j', (table) => {
    expect(read(table).problems).toHaveLength(1);
  });

  it('keeps sources nobody knows yet', () => {
    const { decisions } = read([
      ['source', 'email'],
      [`uid:${guid(7)}`, 'new@new.example'],
    ]);
    expect(applyDecisions([ANN], decisions).find(({ source }) => source === `uid:${guid(7)}`)).toMatchObject({
      decision: 'mapped',
      confidence: 'confirmed',
      rule: 'csv',
      events: 0,
    });
  });

  it('lets aliases follow a changed decision, unless they were decided themselves', () => {
    const table = mappingTable([{ ...ANN, email: 'boss@new.example' }, ALIAS], []);
    const followed = applyDecisions([ANN, ALIAS], read(table).decisions);
    expect(followed.map(({ source, email, confidence }) => [source, email, confidence])).toEqual([
      ['mailto:ann@old.example', 'boss@new.example', 'sure'],
      [ANN.source, 'boss@new.example', 'confirmed'],
    ]);
    const own = applyDecisions([ANN, ALIAS], read(mappingTable([ANN, { ...ALIAS, decision: 'left-out', email: '' }], [])).decisions);
    expect(own[0]).toMatchObject({ decision: 'left-out', confidence: 'confirmed', follows: '' });
  });
});

describe('guesses', () => {
  const guess = { ...ANN, confidence: 'guess', rule: 'short-name' } as const;
  const harvest = { ...OPEN, decision: 'mapped', email: 'bob@new.example', confidence: 'guess', rule: 'harvest' } as const;
  const alias = { ...ALIAS, confidence: 'guess' } as const;
  const confidences = (rows: readonly MappingRow[]): unknown => rows.map(({ source, confidence }) => [source, confidence]);

  it('are confirmed together, and other names of somebody are sure with them', () => {
    expect(confidences(confirmGuesses([alias, guess, harvest]))).toEqual([
      [alias.source, 'sure'],
      [guess.source, 'confirmed'],
      [harvest.source, 'confirmed'],
    ]);
  });

  it('are confirmed rule by rule', () => {
    expect(confidences(confirmGuesses([alias, guess, harvest], 'harvest'))).toEqual([
      [alias.source, 'guess'],
      [guess.source, 'guess'],
      [harvest.source, 'confirmed'],
    ]);
  });

  it('are confirmed by themselves where whom they follow is not in the data', () => {
    expect(confidences(confirmGuesses([alias]))).toEqual([[alias.source, 'confirmed']]);
  });

  it('confirmed or not, convert alike', () => {
    expect(mappingFingerprint(confirmGuesses([alias, guess, harvest]), [])).toBe(mappingFingerprint([alias, guess, harvest], []));
  });
});

describe('calendars in the spreadsheet', () => {
  const work: CalendarRouteRow = {
    ownerUid: guid(1),
    calendar: 'W-1',
    name: 'Work',
    route: 'category',
    target: 'Work',
    isTransparent: true,
    chosenBy: 'policy',
  };

  it('say whose they are', () => {
    const [header = [], , line = []] = mappingTable([ANN], [work]);
    const cell = (column: string): string => line[header.indexOf(column)] ?? '';
    expect([cell('name'), cell('shortname'), cell('email'), cell('decision'), cell('targetname')]).toEqual([
      'Work',
      'ann',
      'ann@new.example',
      'category',
      'Work',
    ]);
  });

  it('come back as they went, still the policy’s', () => {
    const { calendars, problems } = read(mappingTable([], [work]));
    expect([applyChoices([work], calendars), problems]).toEqual([[work], []]);
  });

  it('are the operator’s once changed', () => {
    const table = [
      ['source', 'decision', 'targetname'],
      [`calendar:${guid(1)}/W-1`, 'Folder', 'Old work'],
      [`calendar:${guid(2)}/x`, 'left-out', 'y'],
    ];
    expect(applyChoices([work], read(table).calendars)).toEqual([
      { ...work, route: 'folder', target: 'Old work', chosenBy: 'operator' },
      { ownerUid: guid(2), calendar: 'x', name: 'x', route: 'left-out', target: '', isTransparent: false, chosenBy: 'operator' },
    ]);
  });

  it.each([
    [['calendar:nobody', 'default', ''], /no calendar/],
    [[`calendar:${guid(1)}/W-1`, 'mapped', ''], /«mapped»/],
    [[`calendar:${guid(1)}/W-1`, 'folder', ''], /needs a name/],
  ])('are named when wrong: %j', (cells, problem) => {
    expect(read([['source', 'decision', 'targetname'], cells]).problems).toEqual([
      { line: 2, problem: expect.stringMatching(problem) as string },
    ]);
  });
});

describe('versions of a mapping', () => {
  it('differ by what is decided, not by counts or order', () => {
    const before = { rows: [ANN, OPEN], calendars: [] };
    const same = { rows: [OPEN, { ...ANN, events: 99, rule: 'csv' }], calendars: [] };
    const other = { rows: [{ ...ANN, email: 'x@new.example' }, ALIAS], calendars: [] };
    expect(diffMapping(before, same)).toEqual({ rows: [], calendars: [] });
    expect(mappingFingerprint(same.rows, [])).toBe(mappingFingerprint(before.rows, []));
    expect(mappingContentHash(same.rows, [])).not.toBe(mappingContentHash(before.rows, []));
    expect(diffMapping(before, other).rows.map(({ source, was, became }) => [source, was?.email, became?.email])).toEqual([
      ['mailto:ann@old.example', undefined, 'ann@new.example'],
      [`uid:${guid(1)}`, 'ann@new.example', 'x@new.example'],
      [`uid:${guid(2)}`, '', undefined],
    ]);
    expect(mappingFingerprint(other.rows, [])).not.toBe(mappingFingerprint(before.rows, []));
  });

  it('differ by where calendars go', () => {
    const route = {
      ownerUid: guid(1),
      calendar: 'x',
      name: 'X',
      route: 'category',
      target: 'X',
      isTransparent: false,
      chosenBy: 'policy',
    } as const;
    const moved = { ...route, route: 'folder' } as const;
    expect(diffMapping({ rows: [], calendars: [route] }, { rows: [], calendars: [moved] }).calendars).toEqual([
      { ownerUid: guid(1), calendar: 'x', was: route, became: moved },
    ]);
    expect(mappingFingerprint([], [route])).not.toBe(mappingFingerprint([], [moved]));
  });
});
