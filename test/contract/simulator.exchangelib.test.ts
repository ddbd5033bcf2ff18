import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('python/exchangelibRoundTrip.py', import.meta.url));
const isPresent = spawnSync(PYTHON, ['-c', 'import exchangelib']).status === 0;
const reason = isPresent ? '' : ' (skipped: no python3-exchangelib on this machine)';

/** exchangelib is a client of Exchange written by people who never saw this simulator: what it understands, others will. */
describe.skipIf(!isPresent)(`exchangelib against the simulator${reason}`, () => {
  let simulator: SimulatorHandle;
  let found: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    simulator = await startSimulator({ mailboxes: ['org@example.test', 'anna@example.test'] });
    found = JSON.parse(await run(simulator.url)) as Readonly<Record<string, unknown>>;
  });
  afterAll(() => simulator.stop());

  it('creates and reads single items, all-day items and series', () => {
    expect(found).toMatchObject({
      created: [true, true, true],
      single: {
        ...{ subject: 'Ä <single> & more', body: 'words', location: 'Room 1', busy: 'OOF', categories: ['Red', 'Blue'], reminder: false },
        ...{ start: '2026-12-07T08:00:00+00:00', end: '2026-12-07T09:30:00+00:00', marker: 'key-1', type: 'Single', uid: true },
        ...{ attendee: 'Unknown', organizer: 'org@example.test' },
      },
      allDay: { isAllDay: true, start: '2026-12-24', end: '2026-12-25' },
      master: {
        ...{ type: 'RecurringMaster', isRecurring: false, pattern: 'WeeklyPattern', start: '2026-10-19', number: 6 },
        ...{ first: '2026-10-19T07:00:00+00:00', last: '2026-11-05T08:00:00+00:00' },
      },
    });
  });

  it('moves and deletes occurrences and sees them so', () => {
    expect([found['modified'], found['deleted']]).toEqual([['2026-10-22T12:00:00+00:00'], ['2026-10-26T08:00:00+00:00']]);
  });

  it('lists by calendar view, by extended property, and counts', () => {
    expect([found['view'], found['filtered'], found['count']]).toEqual([
      [
        ...[
          ['Series', '2026-10-19T07:00:00+00:00'],
          ['Moved', '2026-10-22T12:00:00+00:00'],
          ['Series', '2026-10-29T08:00:00+00:00'],
        ],
        ...[
          ['Series', '2026-11-02T08:00:00+00:00'],
          ['Series', '2026-11-05T08:00:00+00:00'],
        ],
        ...[
          ['Ä <single> & more', '2026-12-07T08:00:00+00:00'],
          ['All day', '2026-12-24'],
        ],
      ],
      ...[['All day'], 3],
    ]);
  });

  it('updates, deletes, resolves names and reads zones; nobody was mailed', () => {
    expect([found['changed'], found['left'], found['resolved'], found['inbox']]).toEqual(['Changed', 2, ['anna@example.test'], 0]);
    expect(found['zones']).toBeGreaterThan(130);
  });
});

async function run(url: string): Promise<string> {
  const child = spawn(PYTHON, [SCRIPT, url, 'org@example.test'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`exchangelib ended with ${String(code)}`);
  return Buffer.concat(chunks).toString('utf8');
}
