import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXPERIMENTS } from '../../electron/usecases/probe/experiments.ts';
import { writeSampleDump } from '../sample/sampleCompany.ts';
import type { GivenSettings } from '../simulator/settings.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { ended, startGodwit } from '../support/godwitProcess.ts';

const [ANNA, BOB, EVE] = ['anna@contoso.com', 'bob@contoso.com', 'eve@contoso.com'] as const;
const OPEN: GivenSettings = { accounts: [{ user: 'svc', password: 'secret', impersonates: [ANNA, BOB] }], mailboxes: [ANNA, BOB, EVE] };

let godwit: Godwit;
let exchange: SimulatorHandle;

beforeEach(() => {
  godwit = openGodwit();
  godwit.environment = { EWSPW: 'secret' };
});
afterEach(async () => {
  await exchange.stop();
  godwit.remove();
});

function configOf(change: object = {}): string {
  const target = { kind: 'ews', url: exchange.url, auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' } };
  return godwit.config('deep', { project: 'deep.godwit', target, ...change });
}

function probe(config: string): ReturnType<Godwit['json']> {
  return godwit.json('check', '--deep', '--mailboxes', `${ANNA},${BOB.toUpperCase()}`, '--config', config);
}

function answersIn(lines: readonly JsonLine[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(lines.filter(({ type }) => type === 'finding').map(({ id, answer }) => [String(id), answer]));
}

function said(lines: readonly JsonLine[], step: string): readonly unknown[] {
  return lines.filter((line) => line['step'] === step).map(({ detail }) => detail);
}

/** Everything that lies in any folder of any mailbox. */
async function leftovers(): Promise<readonly string[]> {
  const boxes = await exchange.state();
  return boxes.flatMap(({ address, folders }) =>
    folders.flatMap(({ name, items }) => items.map(({ content }) => `${address} ${name} ${content.subject}`)),
  );
}

const USUAL = {
  ...{ 'answer-tracking': 'yes', 'properties-kept': 'yes', 'uid-kept': 'yes', 'duplicate-uid': 'yes', 'update-order': 'yes' },
  ...{ 'occurrence-edits': 'yes', 'written-responses': 'no', 'guest-copy-properties': 'yes', 'guest-copy-mime': 'yes' },
  ...{ 'organizer-mime': 'yes', 'silent-copy-follows': 'yes', 'silent-copy-answers': 'yes', 'properties-travel': 'yes' },
  ...{ 'exceptions-travel': 'yes', 'exceptions-travel-later': 'yes', 'past-series': 'yes', 'outsiders-added': 'yes' },
  ...{ 'answers-together': 'yes', 'silent-deletion': 'yes' },
  ...{ 'injected-reply': 'not-tried', 'many-invitations': 'not-tried', 'patched-stream': 'not-tried' },
};

describe('check --deep', () => {
  it.each<[string, GivenSettings, Partial<Record<keyof typeof USUAL, string>>]>([
    ['as it is assumed to be', {}, {}],
    [
      'on which every assumption comes out the other way',
      { profile: 'reversed' },
      {
        ...{ 'properties-kept': 'no', 'duplicate-uid': 'no', 'written-responses': 'yes', 'guest-copy-properties': 'no' },
        ...{ 'guest-copy-mime': 'no', 'organizer-mime': 'no', 'silent-copy-follows': 'not-tried', 'silent-copy-answers': 'not-tried' },
        ...{ 'properties-travel': 'partly', 'exceptions-travel': 'no', 'exceptions-travel-later': 'no', 'answers-together': 'no' },
      },
    ],
    ['that takes zones first', { behaviour: { updateOrder: 'zones-first' } }, { 'update-order': 'no' }],
    [
      'that forgets answers when guests are added',
      { behaviour: { attendeeUpdates: 'reset-answers', attendeeAppend: 'refused' } },
      { 'outsiders-added': 'partly' },
    ],
    ['that finds silent copies out of date', { behaviour: { clientCopies: 'out-of-date' } }, { 'silent-copy-follows': 'no' }],
  ])('asks a server %s, and leaves nothing behind', async (_, settings, expected) => {
    exchange = await startSimulator({ ...OPEN, ...settings });
    const { lines, stderr } = await probe(configOf());
    expect(answersIn(lines), stderr).toEqual({ ...USUAL, ...expected });
    expect(Object.keys(USUAL)).toHaveLength(EXPERIMENTS.length);
    expect(await leftovers()).toEqual([]);
    const { mailsOutside, requestViolations } = await exchange.counters();
    expect([mailsOutside, requestViolations]).toEqual([0, []]);
    const { inside } = await exchange.sent();
    expect([...new Set(inside.flatMap(({ sender, recipient }) => [sender, recipient]))].sort()).toEqual([ANNA, BOB]);
    expect(said(lines, 'probe-swept')[0]).toMatch(/^0 items/);
    expect(said(lines, 'probe-kept')[0]).toMatch(/no project yet/);
  });

  it('waits for a server that takes its time, and says how long that was', async () => {
    exchange = await startSimulator({ ...OPEN, messaging: { deliveryMs: 400, attendantMs: 200 } });
    const { lines } = await probe(configOf());
    expect(answersIn(lines)).toEqual(USUAL);
    const detail = String(lines.find(({ id }) => id === 'answer-tracking')?.['detail']);
    const [, entry, answer] = /entry took ([\d.]+) s, the answer ([\d.]+) s/.exec(detail) ?? [];
    expect([Number(entry) >= 0.6, Number(answer) >= 0.6], detail).toEqual([true, true]);
  });

  it('tidies up when it is interrupted', async () => {
    exchange = await startSimulator({ ...OPEN, messaging: { deliveryMs: 300 } });
    const words = ['check', '--deep', '--mailboxes', `${ANNA},${BOB}`, '--config', configOf()];
    const running = startGodwit(words, godwit.folder, { env: { ...process.env, EWSPW: 'secret' } });
    const end = ended(running);
    while ((await leftovers()).length < 8) await new Promise((resolve) => setTimeout(resolve, 20));
    running.kill('SIGINT');
    expect((await end).exit).toBe(130);
    expect(await leftovers()).toEqual([]);
  });

  it('takes along what a probe that was killed has left', async () => {
    exchange = await startSimulator({ ...OPEN, messaging: { deliveryMs: 400 } });
    const config = configOf();
    const running = startGodwit(['check', '--deep', '--mailboxes', `${ANNA},${BOB}`, '--config', config], godwit.folder, {
      env: { ...process.env, EWSPW: 'secret' },
    });
    while ((await leftovers()).length < 12) await new Promise((resolve) => setTimeout(resolve, 20));
    running.kill('SIGKILL');
    await ended(running);
    expect((await leftovers()).length).toBeGreaterThan(5);
    const { lines } = await probe(config);
    expect(Number(/^\d+/.exec(String(said(lines, 'probe-swept')[0]))?.[0])).toBeGreaterThan(5);
    expect(await leftovers()).toEqual([]);
  });

  it('keeps what it found for the next plan of the same target, and for no other', async () => {
    const sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 9 });
    exchange = await startSimulator({ ...OPEN, behaviour: { mimeContent: 'refused' }, keepsMeetingProperties: false });
    const rest = {
      source: { kind: 'dump', path: 'caldav.sql' },
      directory: { files: [sample.directoryPath, sample.resourcesPath] },
      mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
      options: { meetings: 'silent' },
    };
    const config = configOf(rest);
    await godwit.json('snapshot', '--config', config);
    const targets: unknown[] = [];
    const plainCopies = async (): Promise<number> => {
      const { lines } = await godwit.json('plan', '--config', config);
      const { byNote, target } = lines.at(-1) as { readonly byNote: Readonly<Record<string, number>>; readonly target: unknown };
      targets.push(target);
      return byNote['guest-copy-plain'] ?? 0;
    };
    expect(await plainCopies()).toBe(0);
    expect(said((await probe(config)).lines, 'probe-kept')[0]).toBe(
      'silent copies are written as appointments; their answers cannot be kept; the next plan goes by it',
    );
    expect(await plainCopies()).toBeGreaterThan(20);
    configOf({
      ...rest,
      target: {
        kind: 'ews',
        url: 'https://other.example.com/EWS/Exchange.asmx',
        auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' },
      },
    });
    expect(await plainCopies()).toBe(0);
    const assumed = { guestCopies: 'properties', answers: 'none', exceptionsTravel: null };
    expect(targets).toEqual([assumed, { guestCopies: 'none', answers: 'none', exceptionsTravel: true }, assumed]);
  });

  it.each([
    ['anna@contoso.com', 64, 'CONFIG_USAGE'],
    ['anna@contoso.com,anna@contoso.com', 64, 'CONFIG_USAGE'],
    ['anna@contoso.com,gone@contoso.com', 1, 'TARGET_MAILBOX_MISSING'],
    ['anna@contoso.com,eve@contoso.com', 1, 'TARGET_IMPERSONATION_DENIED'],
  ])('refuses --mailboxes %s before anything is written', async (mailboxes, exit, code) => {
    exchange = await startSimulator(OPEN);
    const spoken = await godwit.json('check', '--deep', '--mailboxes', mailboxes, '--config', configOf());
    expect([spoken.exit, spoken.lines.some((line) => line['code'] === code)]).toEqual([exit, true]);
    expect(await leftovers()).toEqual([]);
  });
});
