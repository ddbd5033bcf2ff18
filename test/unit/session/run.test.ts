import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeText } from '../../../electron/session/run/causes.ts';
import { proposePilot } from '../../../shared/run/proposePilot.ts';
import { RunPace } from '../../../electron/session/run/RunPace.ts';
import { problemsOf } from '../../../electron/session/run/runStateOf.ts';
import { RunTally } from '../../../electron/session/run/RunTally.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-20T00:14:00Z');

function tally(): RunTally {
  const box = (
    mailbox: string,
    items: number,
    written = 0,
    refused = 0,
  ): { mailbox: string; items: number; written: number; refused: number; intended: number } => ({
    mailbox,
    items,
    written,
    refused,
    intended: 0,
  });
  return new RunTally([box('a@x.com', 10), box('b@x.com', 5, 5), box('c@x.com', 4, 1, 2), box('d@x.com', 3)], []);
}

function states(one: RunTally, now = START): Record<string, string> {
  return Object.fromEntries(one.rows(now).map(({ mailbox, state }) => [mailbox, state]));
}

describe('the tally of a run', () => {
  it('begins with what the ledger knows', () => {
    expect(states(tally())).toEqual({ 'a@x.com': 'waiting', 'b@x.com': 'done', 'c@x.com': 'needs-you', 'd@x.com': 'waiting' });
    expect(tally().totals()).toEqual({ items: 22, written: 6, refused: 2, inDoubt: 0 });
  });

  it('follows a mailbox from its turn to its end', () => {
    const one = tally();
    one.see({ type: 'mailbox', mailbox: 'a@x.com', state: 'started' }, START);
    one.see({ type: 'written', mailbox: 'a@x.com', items: 4 }, START + 2000);
    const [row] = one.rows(START + 2000);
    expect(row).toMatchObject({ state: 'writing', written: 4, secondsLeft: 3, startedAt: '2026-11-20T00:14:00.000Z' });
    one.see({ type: 'adopted', mailbox: 'a@x.com', items: 6 }, START + 3000);
    one.see({ type: 'mailbox', mailbox: 'a@x.com', state: 'done' }, START + 4000);
    expect([one.rows(START)[0], one.adopted]).toMatchObject([{ state: 'done', written: 10, endedAt: '2026-11-20T00:14:04.000Z' }, 6]);
  });

  it('parks while Exchange asks for time, and goes on by itself', () => {
    const one = tally();
    one.see({ type: 'mailbox', mailbox: 'a@x.com', state: 'started' }, START);
    one.see({ type: 'back-off', mailbox: 'a@x.com', code: 'ErrorServerBusy', milliseconds: 47_000 }, START);
    expect(one.rows(START)[0]).toMatchObject({ state: 'parked', parkedUntil: '2026-11-20T00:14:47.000Z', code: 'ErrorServerBusy' });
    expect(one.rows(START + 47_001)[0]).toMatchObject({ state: 'writing', parkedUntil: null });
    one.see({ type: 'written', mailbox: 'a@x.com', items: 1 }, START + 50_000);
    expect(one.rows(START + 50_000)[0]).toMatchObject({ state: 'writing', code: '' });
  });

  it('keeps a stopped mailbox and why, until its next turn', () => {
    const one = tally();
    const why = { code: 'TARGET_MAILBOX_FULL', sentence: 'Full.', remedy: 'Tidy up.', detail: 'ErrorQuotaExceeded' };
    one.see({ type: 'mailbox', mailbox: 'd@x.com', state: 'stopped', ...why }, START);
    expect([states(one)['d@x.com'], one.stopped]).toEqual(['needs-you', [{ mailbox: 'd@x.com', ...why }]]);
    one.see({ type: 'mailbox', mailbox: 'd@x.com', state: 'started' }, START);
    expect([states(one)['d@x.com'], one.stopped]).toEqual(['writing', []]);
  });

  it('lets the ledger have the last word', () => {
    const one = tally();
    one.see({ type: 'written', mailbox: 'a@x.com', items: 99 }, START);
    one.correct({ mailbox: 'a@x.com', items: 10, written: 9, refused: 1, intended: 0 });
    expect(one.totals()).toEqual({ items: 22, written: 15, refused: 3, inDoubt: 0 });
  });

  it('tells each change once', () => {
    const one = tally();
    one.see({ type: 'written', mailbox: 'a@x.com', items: 1 }, START);
    expect(one.takeChanged(START).map(({ mailbox }) => mailbox)).toEqual(['a@x.com']);
    expect(one.takeChanged(START)).toEqual([]);
  });

  it('counts every mailbox in exactly one state, whatever happens', () => {
    const event = fc.oneof(
      fc.constant({ type: 'mailbox', state: 'started' } as const),
      fc.constant({ type: 'mailbox', state: 'done' } as const),
      fc.constant({ type: 'mailbox', state: 'stopped', code: 'X', sentence: '', remedy: '', detail: '' } as const),
      fc.constant({ type: 'written', items: 1 } as const),
      fc.constant({ type: 'back-off', code: 'ErrorServerBusy', milliseconds: 1000 } as const),
      fc.constant({ type: 'in-doubt', items: 1, code: 'X' } as const),
    );
    const box = fc.constantFrom('a@x.com', 'b@x.com', 'c@x.com', 'd@x.com', 'stranger@x.com');
    fc.assert(
      fc.property(fc.array(fc.tuple(event, box)), (events) => {
        const one = tally();
        events.forEach(([what, mailbox], index) => one.see({ ...what, mailbox }, START + index));
        expect(one.rows(START).length).toBe(4);
        one.end(START);
        expect(Object.values(states(one)).filter((state) => state === 'writing' || state === 'parked')).toEqual([]);
      }),
    );
  });
});

describe('the pace of a run', () => {
  it('knows nothing in the first seconds', () => {
    const pace = new RunPace(START, 0);
    pace.see(START + 5000, 50);
    expect([pace.perMinute(START + 5000), pace.secondsLeft(START + 5000, 100)]).toEqual([null, null]);
  });

  it('learns from the last minutes, and says how sure it is as a range', () => {
    const pace = new RunPace(START, 1000);
    for (let second = 1; second <= 600; second += 1) pace.see(START + second * 1000, 1000 + second * 5);
    expect(pace.perMinute(START + 600_000)).toBeCloseTo(300, 0);
    const left = pace.secondsLeft(START + 600_000, 3000);
    expect([left?.least, left?.most]).toEqual([600, 690]);
  });

  it('does not count what was there before', () => {
    const pace = new RunPace(START, 28_930);
    for (let second = 1; second <= 60; second += 1) pace.see(START + second * 1000, 28_930 + second);
    expect(pace.perMinute(START + MINUTE)).toBeCloseTo(60, 0);
  });

  it('remembers each minute', () => {
    const pace = new RunPace(START, 0);
    for (let minute = 0; minute < 3; minute += 1) {
      for (let second = 1; second <= 60; second += 1)
        pace.see(START + minute * MINUTE + second * 1000, minute * 100 + Math.min(100, second * 2));
    }
    expect(pace.history(START + 3 * MINUTE - 1000).slice(0, 2)).toEqual([100, 100]);
  });

  it('says nothing of a run that stands still', () => {
    const pace = new RunPace(START, 10);
    expect(pace.secondsLeft(START + MINUTE, 5)).toBeNull();
  });
});

describe('the pilot', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const meetings = [
    ...Array.from({ length: 5 }, () => ['a', 'b']),
    ...Array.from({ length: 4 }, () => ['b', 'c']),
    ['c', 'd'],
    ['d', 'e', 'f', 'g'],
    ['e', 'f'],
  ];

  it('is those who meet each other most', () => {
    expect(proposePilot(people, meetings, 3)).toEqual({ mailboxes: ['a', 'b', 'c'], insideShare: 0.9 });
  });

  it('is the circle with the fewest meetings that cross it, not the one that meets most', () => {
    const busy = Array.from({ length: 9 }, () => ['a', 'b']);
    const quiet = [['f', 'g']];
    expect(proposePilot(people, [...busy, ['a', 'c'], ['b', 'd'], ...quiet], 2).mailboxes).toEqual(['f', 'g']);
  });

  it('meets: three rooms nobody books with each other would try out nothing, nor would unused mailboxes', () => {
    const rooms = ['room1', 'room2', 'room3'];
    const booked = [
      ['a', 'b', 'room1'],
      ['a', 'b'],
      ['a', 'room2'],
      ['b', 'room3'],
    ];
    expect(proposePilot([...rooms, 'a', 'b', 'unused'], booked, 3).mailboxes).toEqual(['a', 'b', 'room1']);
    expect(proposePilot(['a', 'b', 'unused'], [['a', 'b']], 3).mailboxes).toEqual(['a', 'b', 'unused']);
  });

  it('is everybody when everybody is asked for', () => {
    expect(proposePilot(people, meetings, 50)).toEqual({ mailboxes: people, insideShare: 1 });
  });

  it('is somebody even where nobody meets', () => {
    expect(proposePilot(people, [], 2)).toEqual({ mailboxes: ['a', 'b'], insideShare: 1 });
    expect(proposePilot([], [], 2)).toEqual({ mailboxes: [], insideShare: 1 });
  });
});

describe('what needs the operator', () => {
  it('is grouped by cause: stopped mailboxes, refused items, and who only waits', () => {
    const one = tally();
    one.see(
      {
        type: 'mailbox',
        mailbox: 'd@x.com',
        state: 'stopped',
        code: 'TARGET_IMPERSONATION_DENIED',
        sentence: 'Denied.',
        remedy: 'Allow it.',
        detail: 'x',
      },
      START,
    );
    one.see({ type: 'back-off', mailbox: 'a@x.com', code: 'ErrorServerBusy', milliseconds: 1000 }, START);
    const problems = problemsOf({
      refused: [
        { cause: 'ErrorItemSave', mailbox: 'b@x.com', items: 2 },
        { cause: 'ErrorItemSave', mailbox: 'c@x.com', items: 1 },
        { cause: 'ErrorNew', mailbox: 'c@x.com', items: 1 },
      ],
      messageOf: (cause) => `said of ${cause}`,
      stopped: one.stopped,
      rows: one.rows(START),
      skipped: new Set(['ErrorNew']),
    });
    expect(problems.map(({ cause, items, mailboxes, isParked, isSkipped }) => [cause, items, mailboxes, isParked, isSkipped])).toEqual([
      ['TARGET_IMPERSONATION_DENIED', 3, ['d@x.com'], false, false],
      ['ErrorItemSave', 3, ['b@x.com', 'c@x.com'], false, false],
      ['ErrorNew', 1, ['c@x.com'], false, true],
      ['ErrorServerBusy', 10, ['a@x.com'], true, false],
    ]);
    expect(problems[2]?.sentence).toBe('said of ErrorNew');
    expect(causeText('ErrorItemSave', '').title).toBe('Exchange could not save it');
  });
});
