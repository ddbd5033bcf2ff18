import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerifySummary } from '../../electron/usecases/verify/verifyPlan.ts';
import { meetingsOf, prepareLiving } from '../resume/support/livingProject.ts';
import { runProject, verifyAll } from '../resume/support/runProject.ts';
import type { SampleProject } from '../resume/support/sampleProject.ts';
import type { GivenSettings, MailboxSettings } from '../simulator/settings.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';

type Rooms = MailboxSettings['automateProcessing'];

const SERVERS: readonly (readonly [about: string, settings: GivenSettings, rooms: Rooms])[] = [
  ['as it usually is', {}, 'AutoUpdate'],
  ['that passes named properties on', { messaging: { namedPropertiesTravel: true } }, 'AutoUpdate'],
  ['on which every assumption comes out the other way', { profile: 'reversed' }, 'AutoUpdate'],
  ['whose rooms do nothing by themselves', {}, 'None'],
  ['whose rooms do nothing, and whose exceptions do not travel', { messaging: { exceptionsTravel: false } }, 'None'],
];

/** Meetings of people inside: whoever organizes from outside sends nothing, and is another test's. */
const KINDS = [
  ...['every answer', 'one date answered otherwise', 'moved and cancelled dates', 'guest of one date only', 'room and projector'],
  ...['room that declined', 'guest from outside', 'guest who deleted it', 'travel of the organizer and of a guest', 'note of a guest'],
  ...['optional guest with an alarm', 'group', 'all-day meeting', 'cancelled by the organizer'],
];

describe('living meetings, read back', () => {
  let godwit: Godwit;
  let project: SampleProject;

  beforeAll(async () => {
    godwit = openGodwit();
    project = await prepareLiving(godwit, { people: 4, meetings: meetingsOf(KINDS, 4) });
  }, 120_000);
  afterAll(() => godwit.remove());

  function start(settings: GivenSettings, rooms: Rooms): Promise<SimulatorHandle> {
    const named = new Set(project.sample.company.rooms.map(({ shortName }) => shortName));
    const mailboxes = project.addresses.map((address) =>
      named.has(address.split('@')[0] ?? '') ? { address, kind: 'room' as const, automateProcessing: rooms } : address,
    );
    return startSimulator({ ...settings, mailboxes });
  }

  /** A project of its own that was run against this server. */
  async function written(name: string, { url }: SimulatorHandle): Promise<string> {
    const projectPath = join(godwit.folder, `${name.replace(/\W+/g, '-')}.godwit`);
    copyFileSync(project.projectPath, projectPath);
    expect(await runProject({ projectPath, url, isImpatient: true })).toMatchObject({ failed: 0, waiting: 0, couldSendOutside: 0 });
    return projectPath;
  }

  const whole = ({ instancesSource, trackingSource, ownSource }: VerifySummary): object => ({
    ...{ parity: 1, instancesFound: instancesSource, trackingFound: trackingSource, ownFound: ownSource },
  });

  it.each(SERVERS)('are whole on a server %s', { timeout: 120_000 }, async (about, settings, rooms) => {
    const exchange = await start(settings, rooms);
    try {
      const { verdicts, ...summary } = await verifyAll(await written(about, exchange), exchange.url);
      expect([verdicts.flatMap(({ differences }) => differences), summary]).toMatchObject([[], whole(summary)]);
    } finally {
      await exchange.stop();
    }
  });

  it('show what a room answered by itself, where it once declined, from both sides', { timeout: 120_000 }, async () => {
    const exchange = await start({}, 'AutoAccept');
    try {
      const { verdicts } = await verifyAll(await written('rooms answer', exchange), exchange.url);
      const found = verdicts.flatMap(({ differences }) => differences).map(({ field, source, target }) => `${field}: ${source}, ${target}`);
      expect(found.sort()).toEqual(['own copy: room1@contoso.com Decline, there', 'tracking: room1@contoso.com Decline, Accept']);
    } finally {
      await exchange.stop();
    }
  });

  it('are read in part where a sample is asked for: some mailboxes, some items of each', { timeout: 120_000 }, async () => {
    const exchange = await start({}, 'AutoUpdate');
    try {
      const { url } = exchange;
      const name = 'sample-of';
      await written(name, exchange);
      const config = project.configWith('sampled', { project: `${name}.godwit`, target: { url } });
      const { exit, lines } = await godwit.json('verify', '--sample', '2', '--sample-items', '3', '--config', config);
      const wrong = await godwit.json('verify', '--sample', 'some', '--config', config);
      const report = await godwit.json('report', '--config', config);
      expect([exit, lines.at(-1), wrong.exit]).toMatchObject([0, { type: 'summary', mailboxes: 2, parity: 1 }, 64]);
      expect(report.lines).toMatchObject([
        { report: { verification: { sample: { mailboxes: 2, items: 3 } }, meetings: { messagesLeft: 0 } } },
      ]);
    } finally {
      await exchange.stop();
    }
  });
});
