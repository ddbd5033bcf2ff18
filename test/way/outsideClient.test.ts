import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareLiving } from '../resume/support/livingProject.ts';
import { ACCOUNT, type SampleProject } from '../resume/support/sampleProject.ts';
import type { PlannedLine } from '../resume/support/census.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('../support/useMeetings.py', import.meta.url));
const isPresent = spawnSync(PYTHON, ['-c', 'import exchangelib']).status === 0;
const reason = isPresent ? '' : ' (skipped: no python3-exchangelib on this machine)';

interface Used {
  readonly before: { readonly organizer: string; readonly guest: string; readonly tracking: string };
  readonly after: { readonly organizer: string; readonly guest: string | null };
  readonly declined: boolean;
  readonly copyLeft: boolean;
}

const iso = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;
const DAY_MS = 86_400_000;

describe.skipIf(!isPresent)(`migrated meetings in the hands of another client${reason}`, () => {
  let godwit: Godwit;
  let project: SampleProject;
  let exchange: SimulatorHandle;

  beforeAll(async () => {
    godwit = openGodwit();
    project = await prepareLiving(godwit);
    const messaging = { deliveryMs: 100, attendantMs: 100 };
    exchange = await startSimulator({ accounts: [ACCOUNT], mailboxes: project.addresses, messaging });
    Object.defineProperty(godwit, 'now', { get: () => new Date() });
    const config = project.configWith('used', { target: { url: exchange.url, sendsPerMinute: 1000 } });
    const { exit, stderr, lines } = await godwit.json('run', '--yes', '--config', config);
    expect([exit, lines.at(-1)], stderr).toMatchObject([0, { failed: 0, waiting: 0 }]);
  }, 120_000);
  afterAll(async () => {
    await exchange.stop();
    godwit.remove();
  });

  const meetingOf = (subject: string): PlannedLine => {
    const found = project.planned.find((line) => line.kind === 'meeting' && line.subject === subject);
    if (found === undefined) throw new Error(`no meeting ${subject}`);
    return found;
  };

  /** The organizer moves one instance by a day; the first guest who accepted declines it. */
  async function use(meeting: PlannedLine, start: string): Promise<Used & { readonly guest: string }> {
    const guest = meeting.requiredAttendees.find(({ response }) => response === 'Accept')?.email ?? '';
    const child = spawn(PYTHON, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    const meetings = [{ organizer: meeting.mailbox, guest, uid: meeting.uid, start }];
    child.stdin.end(JSON.stringify({ url: exchange.url, ...ACCOUNT, meetings }));
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(code).toBe(0);
    return { guest, ...(JSON.parse(text) as Used) };
  }

  it.each([
    ['a single meeting', 'every answer', 0],
    ['one date of a series', 'moved and cancelled dates', 14],
    ['a date that was moved already', 'moved and cancelled dates', 7],
    ['a meeting with somebody who travels to it', 'travel of the organizer and of a guest', 0],
  ])(
    'the organizer moves %s: the guest’s copy follows, and the organizer sees the guest decline it',
    { timeout: 90_000 },
    async (_, subject, days) => {
      const meeting = meetingOf(subject);
      const original = Date.parse(meeting.start) + days * DAY_MS;
      const changed = meeting.modifiedOccurrences.find(({ originalStart }) => Date.parse(originalStart) === original);
      const start = changed === undefined ? original : Date.parse(changed.start);
      const { before, after, declined, copyLeft } = await use(meeting, iso(start));
      expect(before).toEqual({ organizer: iso(start), guest: iso(start), tracking: 'Accept' });
      expect(after).toEqual({ organizer: iso(start + DAY_MS), guest: iso(start + DAY_MS) });
      expect({ declined, copyLeft }).toEqual({ declined: true, copyLeft: false });
      expect((await exchange.sent()).outside).toEqual([]);
    },
  );
});
