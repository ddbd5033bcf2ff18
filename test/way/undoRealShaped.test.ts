import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markedItems, plannedLines } from '../resume/support/census.ts';
import { ACCOUNT } from '../resume/support/sampleProject.ts';
import { ask } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { plainState } from '../support/plainState.ts';
import { realShapedSource, whyNoRealShaped } from '../support/realShaped.ts';

const NAME = 'el-capitan-v60';
const why = whyNoRealShaped();

describe.skipIf(why !== undefined)(`${NAME}${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let godwit: Godwit;
  let exchange: SimulatorHandle;

  async function command(config: string, ...words: readonly string[]): Promise<readonly JsonLine[]> {
    const spoken = await godwit.json(...words, '--config', config);
    expect([0, 2, 3, 4], `${words.join(' ')}: ${spoken.stderr}`).toContain(spoken.exit);
    return spoken.lines;
  }

  beforeAll(async () => {
    godwit = openGodwit();
    godwit.environment = { EWSPW: ACCOUNT.password };
    exchange = await startSimulator({ accounts: [ACCOUNT] });
  });
  afterAll(async () => {
    godwit.remove();
    await exchange.stop();
  });

  it('is written alive and taken back, and every folder is as it was', { timeout: 600_000 }, async () => {
    const config = godwit.config(NAME, {
      project: `${NAME}.godwit`,
      ...realShapedSource(NAME),
      target: {
        ...{ kind: 'ews', url: exchange.url, sendsPerMinute: 1000 },
        auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' },
      },
      options: { meetings: 'live', cutOver: '2026-11-20T00:00:00Z', timeZone: 'Europe/Berlin', calendars: 'folder' },
    });
    await command(config, 'snapshot');
    await command(config, 'directory');
    await command(config, 'mapping', 'suggest');
    await command(config, 'plan', '--as-of', '2026-11-20T00:00:00Z');
    const planned = plannedLines(await command(config, 'preview'));
    const addresses = new Set(
      planned.flatMap(({ mailbox, requiredAttendees, optionalAttendees, resources }) => [
        mailbox,
        ...[...requiredAttendees, ...optionalAttendees, ...resources]
          .map(({ email }) => email)
          .filter((email) => email.endsWith('@contoso.com')),
      ]),
    );
    await exchange.change({ mailboxes: [...addresses] });
    Object.defineProperty(godwit, 'now', { get: () => new Date(), configurable: true });
    const before = plainState(await exchange.state());
    const run = await command(config, 'run', '--yes');
    const marked = [...markedItems(await exchange.state()).values()].flat();
    for (const { place, item } of marked.filter((_one, index) => index % 7 === 0)) {
      const silence = make.updateItem(
        make.itemId(item.id),
        make.setField('item:ReminderIsSet', '<t:ReminderIsSet>false</t:ReminderIsSet>'),
      );
      await ask(exchange.url, silence, { mailbox: place.slice(0, place.indexOf(' ')) });
    }
    const { mailsInside } = await exchange.counters();
    const undo = await command(config, 'undo', '--yes');
    process.stdout.write(`  ${JSON.stringify(run.at(-1))}\n  ${JSON.stringify(undo.at(-1))}\n`);
    expect(undo.filter(({ action }) => action === 'keep')).toEqual([]);
    expect(Number(undo.at(-1)?.['removed'])).toBeGreaterThanOrEqual(marked.length);
    const after = plainState(await exchange.state());
    for (const [address, folders] of before) expect(after.get(address), address).toEqual(folders);
    const counters = await exchange.counters();
    expect([counters.mailsInside - mailsInside, counters.mailsOutside, counters.requestViolations]).toEqual([0, 0, []]);
  });
});
