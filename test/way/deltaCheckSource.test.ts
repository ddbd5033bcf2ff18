import { afterEach, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, prepareSample } from '../resume/support/sampleProject.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { editDump } from '../support/editDump.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';

let godwit: Godwit;
let exchange: SimulatorHandle;

beforeEach(async () => {
  exchange = await startSimulator({ accounts: [ACCOUNT] });
  godwit = openGodwit();
});
afterEach(async () => {
  godwit.remove();
  await exchange.stop();
});

it('writes nothing when the source has moved on, and names what changed', { timeout: 120_000 }, async () => {
  const project = await prepareSample(godwit, { url: exchange.url });
  await exchange.change({ mailboxes: project.addresses });
  const [changed, gone] = new Set(project.planned.map(({ source }) => source.uid));
  const copies = new Map<string, number>();
  editDump(project.sample.path, ({ uid, text }) => {
    if (uid !== changed && uid !== gone) return text;
    copies.set(uid, (copies.get(uid) ?? 0) + 1);
    return uid === gone ? null : text.replace(/^SUMMARY:.*$/m, 'SUMMARY:Another name');
  });
  const refused = await godwit.json('run', '--yes', '--check-source', '--config', project.config);
  const told = refused.lines.filter(({ type }) => type === 'source-change').map(({ what, uid }) => `${String(what)} ${String(uid)}`);
  const times = (what: string, uid = ''): string[] => Array.from({ length: copies.get(uid) ?? 0 }, () => `${what} ${uid}`);
  expect(told.sort()).toEqual([...times('changed', changed), ...times('gone', gone)].sort());
  expect([refused.exit, refused.lines.at(-1)?.['code']]).toEqual([4, 'SOURCE_CHANGED']);
  expect((await exchange.counters()).operations['CreateItem'] ?? 0).toBe(0);
});

it('goes on when the source is as it was', { timeout: 120_000 }, async () => {
  const project = await prepareSample(godwit, { url: exchange.url, options: { scope: ['abrandt@contoso.com'], crossing: 'silent' } });
  await exchange.change({ mailboxes: project.addresses });
  const run = await godwit.json('run', '--yes', '--check-source', '--config', project.config);
  expect([run.exit, run.lines.at(-1)?.['written']], run.stderr).toEqual([0, project.planned.length]);
});
