import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { NOTHING_WRONG } from '../resume/support/census.ts';
import { openExchange, type InProcessExchange } from '../resume/support/inProcessExchange.ts';
import { NOTHING_LEFT, takeLivingCensus } from '../resume/support/livingCensus.ts';
import { ACCOUNT, prepareSample, type SampleProject } from '../resume/support/sampleProject.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { startRecordingProxy, type RecordingProxy } from '../support/recordingProxy.ts';

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let proxy: RecordingProxy;
let config: string;
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareSample(godwit, { options: { meetings: 'live', cutOver: '2026-11-20T00:00:00Z', travelTime: { enabled: true } } });
  Object.defineProperty(godwit, 'now', { get: () => new Date() });
}, 60_000);
afterAll(() => godwit.remove());

beforeEach(async () => {
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  proxy = await startRecordingProxy(exchange.url);
  count += 1;
  const name = `pilot-${String(count)}`;
  copyFileSync(project.projectPath, join(godwit.folder, `${name}.godwit`));
  const target = { url: proxy.url, inDoubtSeconds: 1, sendsPerMinute: 1000 };
  config = project.configWith(name, { project: `${name}.godwit`, target });
});
afterEach(async () => {
  await proxy.stop();
  await exchange.stop();
});

const sent = () => {
  const { sentMail } = exchange.simulator.store;
  return { inside: sentMail.list('inside'), outside: sentMail.list('outside') };
};

/** Mailboxes that hold anything at all. */
const inhabited = () =>
  exchange
    .states()
    .filter(({ folders }) => folders.some(({ items, extended }) => items.length > 0 || Object.keys(extended).length > 0))
    .map(({ address }) => address.toLowerCase());

function ofType(lines: readonly JsonLine[], type: string): readonly JsonLine[] {
  return lines.filter((line) => line['type'] === type);
}

/** Meetings still to come of somebody in the circle and somebody who is not, and those that stay inside. */
function crossings(circle: ReadonlySet<string>): { readonly crossing: number; readonly inside: number } {
  const meetings = project.planned.filter(({ kind, mode }) => kind === 'meeting' && mode === 'live');
  const touched = meetings
    .map(({ mailbox, requiredAttendees, optionalAttendees, resources }) => [
      mailbox,
      ...[...requiredAttendees, ...optionalAttendees, ...resources]
        .map(({ email }) => email)
        .filter((email) => project.addresses.includes(email)),
    ])
    .filter((people) => people.some((one) => circle.has(one)));
  const inside = touched.filter((people) => people.every((one) => circle.has(one))).length;
  return { crossing: touched.length - inside, inside };
}

async function runPilot(wish: string): Promise<{ readonly lines: readonly JsonLine[]; readonly circle: ReadonlySet<string> }> {
  const { lines, stderr } = await godwit.json('run', '--yes', '--pilot', wish, '--config', config);
  expect(ofType(lines, 'error'), stderr).toEqual([]);
  const started = ofType(lines, 'mailbox').filter(({ state }) => state === 'started');
  return { lines, circle: new Set(started.map(({ mailbox }) => String(mailbox))) };
}

/** Nobody else was written to, mailed, impersonated, or asked about in anybody's name but theirs. */
function expectOnly(circle: ReadonlySet<string>): void {
  const strange = proxy.seen.filter(({ anchor, actsAs }) => !circle.has(anchor) || !circle.has(actsAs));
  expect(strange.map(({ operation, anchor, actsAs }) => `${operation} as ${actsAs} (${anchor})`)).toEqual([]);
  const lookUps = proxy.seen.filter(({ operation }) => operation === 'ResolveNames' || operation === 'ExpandDL');
  expect(lookUps.every(({ actsAs }) => circle.has(actsAs))).toBe(true);
  expect(inhabited().filter((address) => !circle.has(address))).toEqual([]);
  const { inside, outside } = sent();
  expect(outside).toEqual([]);
  expect(inside.filter(({ sender, recipient }) => !circle.has(sender) || !circle.has(recipient))).toEqual([]);
}

describe('a pilot', () => {
  it('of 3 touches nobody else; the full run completes the crossing meetings without a second copy', { timeout: 300_000 }, async () => {
    const { lines, circle } = await runPilot('3');
    expect(circle.size).toBe(3);
    expectOnly(circle);
    const { crossing, inside } = crossings(circle);
    const through = ofType(lines, 'meeting').filter(({ phase }) => phase === 'cleaned');
    const waiting = ofType(lines, 'waiting').filter(({ reason }) => reason === 'crossing');
    process.stdout.write(
      `  pilot ${[...circle].join(' ')}: ${String(inside)} meetings inside, ${String(crossing)} cross, ${JSON.stringify(lines.at(-1))}\n`,
    );
    expect(inside).toBeGreaterThan(0);
    expect(through).toHaveLength(inside);
    // Those of organizers elsewhere are not this run's.
    expect(waiting.length).toBeLessThanOrEqual(crossing);
    expect(waiting.length).toBeGreaterThan(0);
    expect(lines.at(-1)).toMatchObject({ couldSendOutside: 0, failed: 0, waiting: waiting.length });

    const mailedBefore = sent().inside.length;
    const full = await godwit.json('run', '--yes', '--config', config);
    expect([full.exit, full.lines.at(-1)], full.stderr).toMatchObject([0, { failed: 0, waiting: 0, couldSendOutside: 0 }]);
    expect(full.lines.at(-1)).toMatchObject({ mailsInside: sent().inside.length - mailedBefore });
    const { occurrences: _, ...nothingWrong } = NOTHING_WRONG;
    const census = takeLivingCensus(project.planned, exchange.states(), sent());
    expect(census).toMatchObject({ counted: project.planned.length, ...nothingWrong, ...NOTHING_LEFT });
    const verified = await godwit.json('verify', '--config', config);
    // Of the past, which is written silently, Exchange does not take the answers.
    const living = new Set(project.planned.filter(({ mode }) => mode === 'live').map(({ key }) => key));
    expect(ofType(verified.lines, 'difference').filter(({ key }) => living.has(String(key)))).toEqual([]);
    expect(verified.lines.at(-1)).toMatchObject({ parity: 1 });
  });

  it('takes those who are named, whoever they meet', { timeout: 120_000 }, async () => {
    const names = [project.addresses[0], project.addresses[4]].join(', ');
    const { circle } = await runPilot(names.toUpperCase());
    expect([...circle].sort()).toEqual([project.addresses[0], project.addresses[4]].sort());
    expectOnly(circle);
  });

  it.each([
    ['nobody@contoso.com', 'PLAN_UNKNOWN_MAILBOX'],
    ['0', 'CONFIG_USAGE'],
    [',', 'CONFIG_USAGE'],
  ])('of «%s» is refused with %s, before anything leaves', async (wish, code) => {
    const { exit, lines } = await godwit.json('run', '--yes', `--pilot=${wish}`, '--config', config);
    expect([exit, lines.map((line) => line['code'])]).toEqual([64, [code]]);
    expect(proxy.seen).toEqual([]);
  });
});
