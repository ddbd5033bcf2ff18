import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WizardState } from '../../shared/contract/wizard/state.ts';
import type { SecretName, SecretStore } from '../../electron/ports/SecretStore.ts';
import { DEFAULT_SETTINGS } from '../../shared/contract/wizard/settings.ts';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { TestWizard } from '../support/wizardHost.ts';

const SECRETS = { source: 'canary-source-4711', directory: 'canary-directory-4712', target: 'canary-target-4713' };

/** Keeps in memory what the system would keep for good. */
function memoryStore(): SecretStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const key = ({ projectId, slot }: SecretName): string => `${projectId}/${slot}`;
  return {
    kept,
    describe: () => Promise.resolve({ canStore: true, name: 'memory' }),
    read: (name) => Promise.resolve(kept.get(key(name)) ?? null),
    write: (name, secret) => Promise.resolve(void kept.set(key(name), secret)),
    remove: (name) => Promise.resolve(void kept.delete(key(name))),
  };
}

function statusOf(state: WizardState, step: string): string {
  return state.steps.find(({ id }) => id === step)?.status ?? '';
}

function codesOf(state: WizardState, step: string): readonly string[] {
  return state.steps.find(({ id }) => id === step)?.issues.map(({ code }) => code) ?? [];
}

let sample: SampleSummary;
let exchange: SimulatorHandle;
const store = memoryStore();
const first = new TestWizard({ secretStore: store });
const path = join(first.folder, 'way.godwit');
let wizard = first;

async function state(): Promise<WizardState> {
  const { state: current } = await wizard.call('project.state', {});
  if (current === null) throw new Error('no project is open');
  return current;
}

beforeAll(async () => {
  sample = await writeSampleDump(join(first.folder, 'source', 'caldav.sql'), { seed: 3 });
  const { people, rooms, projector } = sample.company;
  const mailboxes = [...people, ...rooms, projector].map(({ shortName }) => `${shortName}@contoso.com`);
  exchange = await startSimulator({
    accounts: [{ user: 'svc', password: SECRETS.target }],
    mailboxes,
    model: { requestMs: 15, itemMs: 0 },
  });
});

afterAll(async () => {
  await wizard.close();
  await exchange.stop();
  rmSync(first.folder, { recursive: true, force: true });
});

describe('the wizard’s session goes the whole way', () => {
  it('makes a project and begins at its first step', async () => {
    const made = await wizard.call('project.create', { path: path.replace(/\.godwit$/, ''), title: 'Way' });
    expect(made).toMatchObject({ project: { path, fileName: 'way.godwit', title: 'Way' }, current: 'project' });
    expect(made.steps.map(({ id, status, needs }) => [id, status, needs])).toEqual([
      ['project', 'ready', null],
      ['source', 'open', null],
      ['directory', 'open', null],
      ['target', 'open', null],
      ['mapping', 'locked', 'source'],
      ['options', 'locked', 'source'],
      ['preview', 'locked', 'source'],
      ['run', 'locked', 'preview'],
      ['verify', 'locked', 'run'],
    ]);
  });

  it('never writes over a project', async () => {
    expect(await wizard.ask('project.create', { path, title: 'Another' })).toMatchObject({ ok: false, error: { code: 'PROJECT_EXISTS' } });
  });

  it('says what is missing where it is missing', async () => {
    await wizard.call('project.saveStep', {
      step: 'source',
      settings: { ...DEFAULT_SETTINGS.source, postgres: { ...DEFAULT_SETTINGS.source.postgres, host: '', port: 0 } },
    });
    const { issues } = await wizard.call('project.validate', { step: 'source' });
    expect(issues.map(({ code, field, level }) => [code, field, level])).toEqual([
      ['SOURCE_HOST_MISSING', 'postgres.host', 'blocking'],
      ['SOURCE_PORT_INVALID', 'postgres.port', 'blocking'],
      ['SNAPSHOT_NOT_TAKEN', '', 'blocking'],
    ]);
    expect(await wizard.ask('source.takeSnapshot', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_STEP_INCOMPLETE' } });
  });

  it('tests the source, fills the list live, and names what fails', async () => {
    const missing = { ...DEFAULT_SETTINGS.source, kind: 'dump' as const, dump: { path: join(first.folder, 'nothing.sql') } };
    await wizard.call('project.saveStep', { step: 'source', settings: missing });
    expect((await wizard.job('source-test', 'source.test', {})).status).toBe('done');
    const failed = await wizard.call('source.checklist', {});
    expect(failed.steps.map(({ step, status, error }) => [step, status, error?.code])).toEqual([
      ['file', 'failed', 'DUMP_NOT_FOUND'],
      ['content', 'waiting', undefined],
    ]);
    expect(codesOf(await state(), 'source')).toContain('SOURCE_TEST_FAILED');

    await wizard.call('project.saveStep', {
      step: 'source',
      settings: { ...missing, dump: { path: sample.path }, attachments: sample.attachmentsPath },
    });
    expect(codesOf(await state(), 'source')).toEqual(['SNAPSHOT_NOT_TAKEN']);
    await wizard.job('source-test', 'source.test', {});
    expect((await wizard.call('source.checklist', {})).steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed']);
  });

  it('takes the snapshot in a thread of its own while it answers', async () => {
    const ended = wizard.ended('snapshot');
    await wizard.call('source.takeSnapshot', {});
    expect(await wizard.ask('source.takeSnapshot', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_BUSY' } });
    await wizard.call('project.saveStep', { step: 'project', settings: { title: 'Renamed meanwhile' } });
    expect((await ended).status).toBe('done');
    const now = await state();
    expect(now.project.title).toBe('Renamed meanwhile');
    expect(now.facts.snapshot?.counts['objects']).toBe(sample.objects);
    expect([statusOf(now, 'source'), statusOf(now, 'mapping')]).toEqual(['ready', 'open']);
    const people = await wizard.call('source.people', { limit: 500 });
    expect(people.total).toBe(sample.company.people.length + sample.company.rooms.length + 2);
    expect(people.rows.reduce((sum, { events }) => sum + events, 0)).toBe(now.facts.snapshot?.counts['VEVENT']);
  });

  it('reads the directory and suggests who is whom', async () => {
    await wizard.call('project.saveStep', {
      step: 'mapping',
      settings: { acceptedDomains: ['contoso.com'], rewriteDomains: [{ from: 'example.com', to: 'contoso.com' }] },
    });
    const files = [sample.directoryPath, sample.resourcesPath, join(first.folder, 'nothing.ldif')];
    await wizard.call('project.saveStep', { step: 'directory', settings: { ...DEFAULT_SETTINGS.directory, files } });
    expect(codesOf(await state(), 'directory')).toEqual(['DIRECTORY_NOT_READ']);
    await wizard.job('directory', 'directory.read', {});
    const { contributions } = await wizard.call('directory.contributions', {});
    expect(contributions.map(({ records, error }) => [records > 0, error?.code])).toEqual([
      [true, undefined],
      [true, undefined],
      [false, 'DIRECTORY_FILE_UNREADABLE'],
    ]);
    expect(codesOf(await state(), 'directory')).toEqual(['DIRECTORY_PART_FAILED']);
  });

  it('keeps an acknowledged warning acknowledged', async () => {
    expect(statusOf(await state(), 'directory')).toBe('attention');
    const after = await wizard.call('project.acknowledge', { step: 'directory', codes: ['DIRECTORY_PART_FAILED'] });
    expect(statusOf(after, 'directory')).toBe('ready');
  });

  it('tries the target, wrong password first', async () => {
    const settings = { ...DEFAULT_SETTINGS.target, url: exchange.url, auth: 'basic' as const, user: 'svc' };
    await wizard.call('project.saveStep', { step: 'target', settings });
    expect(codesOf(await state(), 'target')).toEqual(['TARGET_PASSWORD_MISSING']);
    await wizard.call('project.setSecret', { slot: 'target', value: 'canary-wrong-4714', remember: false });
    await wizard.job('target-test', 'target.test', {});
    expect(codesOf(await state(), 'target')).toEqual(['TARGET_TEST_FAILED']);
    const after = await wizard.call('project.setSecret', { slot: 'target', value: SECRETS.target, remember: true });
    expect(after.secrets).toEqual({ source: 'none', directory: 'none', target: 'stored' });
    await wizard.job('target-test', 'target.test', {});
    expect(statusOf(await state(), 'target')).toBe('ready');
    const { abilities } = await wizard.call('target.abilities', {});
    expect(abilities.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready', 'ready', 'ready', 'ready']);
  });

  it('forgets a test when the settings are others', async () => {
    const settings = (await state()).settings.target;
    await wizard.call('project.saveStep', { step: 'target', settings: { ...settings, concurrency: 3 } });
    expect(codesOf(await state(), 'target')).toEqual(['TARGET_NOT_TESTED']);
    await wizard.call('project.saveStep', { step: 'target', settings });
    expect(codesOf(await state(), 'target')).toEqual([]);
  });

  it('pages, filters and sorts the mapping', async () => {
    const all = await wizard.call('mapping.page', { limit: 500 });
    const summary = await wizard.call('mapping.summary', {});
    expect(all.total).toBe(summary.rows);
    expect(all.rows[0]?.state).toBe('decide');
    const byEvents = await wizard.call('mapping.page', { sort: 'events', limit: 500 });
    expect(byEvents.rows.map(({ events }) => events)).toEqual(all.rows.map(({ events }) => events).sort((one, other) => other - one));
    const rooms = await wizard.call('mapping.page', { kinds: ['room'], limit: 500 });
    expect([rooms.total, rooms.rows.every(({ kind }) => kind === 'room')]).toEqual([summary.byKind['room'], true]);
    const pages = [0, 5, 10].map(async (offset) => wizard.call('mapping.page', { offset, limit: 5 }));
    expect((await Promise.all(pages)).flatMap(({ rows }) => rows)).toEqual(all.rows.slice(0, 15));
    const [someone] = all.rows.filter(({ name }) => name !== '');
    const found = await wizard.call('mapping.page', { text: someone?.name.toUpperCase() ?? '' });
    expect(found.rows.map(({ source }) => source)).toContain(someone?.source);
  });

  it('decides in bulk, takes it back, and never half', async () => {
    const open = await wizard.call('mapping.page', { states: ['decide'] });
    const sources = open.rows.map(({ source }) => source);
    expect(await wizard.ask('mapping.decide', { sources, decision: 'mapped', email: 'no address' })).toMatchObject({ ok: false });
    expect((await wizard.call('mapping.page', { states: ['decide'] })).total).toBe(open.total);
    await wizard.call('mapping.decide', { sources, decision: 'left-out' });
    expect((await wizard.call('mapping.page', { states: ['decide'] })).total).toBe(0);
    const changes = await wizard.call('mapping.diff', {});
    expect(changes.rows.map(({ source, was, became }) => [source, was, became])).toEqual(
      sources.map((source) => [source, 'unmapped', 'left-out']),
    );
    await wizard.call('mapping.takeBack', {});
    expect((await wizard.call('mapping.page', { states: ['decide'] })).total).toBe(open.total);
    await wizard.call('mapping.decide', { sources, decision: 'left-out' });
    const { safe } = await wizard.call('mapping.select', { states: ['confirm'] });
    await wizard.call('mapping.decide', { sources: safe, decision: 'confirm' });
    expect((await wizard.call('mapping.summary', {})).byState['confirm']).toBeUndefined();
    expect(statusOf(await state(), 'mapping')).toBe('ready');
  });

  it('exchanges the mapping as CSV', async () => {
    const file = join(first.folder, 'mapping.csv');
    const { rows } = await wizard.call('mapping.export', { path: file });
    expect(rows).toBe((await wizard.call('mapping.summary', {})).rows);
    expect(await wizard.call('mapping.import', { path: file })).toMatchObject({ changed: 0 });
    expect(await wizard.ask('mapping.import', { path: join(first.folder, 'nothing.csv') })).toMatchObject({
      ok: false,
      error: { code: 'TABLE_FILE_UNREADABLE' },
    });
  });

  it('plans, and says when the plan is out of date', async () => {
    await wizard.call('project.goTo', { step: 'options' });
    const { options } = (await state()).settings;
    await wizard.call('project.saveStep', { step: 'options', settings: { ...options, timeZone: 'Europe/Berlin' } });
    await wizard.job('plan', 'plan.build', {});
    expect((await state()).facts.plan).toMatchObject({ stale: null, decisions: 0 });
    await wizard.call('project.saveStep', { step: 'options', settings: { ...options, timeZone: 'Europe/Berlin', from: '2026-01-01' } });
    expect([(await state()).facts.plan?.stale, statusOf(await state(), 'run')]).toEqual(['options', 'locked']);
    await wizard.call('project.saveStep', { step: 'options', settings: { ...options, timeZone: 'Europe/Berlin' } });
    expect((await state()).facts.plan?.stale).toBeNull();
  });

  it('previews every item of the plan beside its source, each difference with its reason', async () => {
    const all = await wizard.call('preview.page', { limit: 500 });
    const plan = await wizard.call('plan.summary', {});
    expect(all.total).toBe(plan.items);
    const starts = all.rows.map(({ start }) => start.slice(0, 16));
    expect(starts).toEqual([...starts].sort());
    for (const row of all.rows.filter((_, index) => index % 7 === 0)) {
      const detail = await wizard.call('preview.item', { key: row.key });
      expect(detail.row).toEqual(row);
      const reasons = detail.fields.flatMap(({ reasons: own }) => own.map(({ code }) => code)).sort();
      expect(reasons).toEqual(detail.notes.map(({ code }) => code).sort());
      for (const { word, reasons: own, field } of detail.fields) {
        if (word === 'in-part' || (word === 'not-carried' && field !== 'travel'))
          expect([field, own.length > 0 || field === 'category' || field === 'attachments']).toEqual([field, true]);
      }
    }
  });

  it('filters the preview by mailbox, kind, note and text, and finds places in it', async () => {
    const { mailboxes } = await wizard.call('preview.mailboxes', {});
    const counts = await Promise.all(mailboxes.map(({ mailbox }) => wizard.call('preview.page', { mailbox, limit: 1 })));
    expect(counts.map(({ total }) => total)).toEqual(mailboxes.map(({ items }) => items));
    const plan = await wizard.call('plan.summary', {});
    for (const { code, items } of plan.byNote.slice(0, 5)) {
      const noted = await wizard.call('preview.page', { notes: [code], limit: 500 });
      const skipped = (await wizard.call('preview.page', { show: 'skipped', limit: 500 })).rows.filter(({ noteCodes }) =>
        noteCodes.includes(code),
      ).length;
      expect([code, noted.rows.every(({ noteCodes }) => noteCodes.includes(code))]).toEqual([code, true]);
      expect(noted.total + skipped).toBeLessThanOrEqual(items);
    }
    const travel = await wizard.call('preview.page', { kinds: ['travel'], limit: 500 });
    expect(travel.total).toBe(plan.byKind['travel']);
    const middle = travel.rows[Math.floor(travel.rows.length / 2)];
    expect(await wizard.call('preview.position', { kinds: ['travel'], key: middle?.key ?? '', day: null })).toEqual({
      position: Math.floor(travel.rows.length / 2),
    });
    const day = middle?.start.slice(0, 10) ?? '';
    const at = (await wizard.call('preview.position', { kinds: ['travel'], key: null, day })).position ?? -1;
    expect([travel.rows[at]?.start.slice(0, 10), (travel.rows[at - 1]?.start ?? '') < day]).toEqual([day, true]);
    const none = await wizard.call('preview.page', { text: '100%_sure\\' });
    expect(none.total).toBe(0);
  });

  it('shows a week before and after, with the same events on both sides', async () => {
    const [travel] = (await wizard.call('preview.page', { kinds: ['travel'], limit: 1 })).rows;
    const week = await wizard.call('preview.week', { mailbox: travel?.mailbox ?? '', day: travel?.start.slice(0, 10) ?? '' });
    expect([week.days.length, new Date(week.days[0] ?? '').getUTCDay()]).toEqual([7, 1]);
    const events = (blocks: typeof week.source): readonly string[] =>
      blocks.filter(({ kind }) => kind === 'event').map(({ id, start, end }) => `${id} ${start} ${end}`);
    expect(events(week.target)).toEqual(events(week.source));
    const blocks = week.target.filter(({ kind }) => kind === 'travel');
    const minutes = week.source.reduce((sum, { travelBefore, travelAfter }) => sum + Number(travelBefore > 0) + Number(travelAfter > 0), 0);
    expect([blocks.length > 0, blocks.length]).toEqual([true, minutes]);
  });

  it('rehearses without writing', async () => {
    expect((await wizard.job('dry-run', 'run.start', { choice: 'dry-run' })).status).toBe('done');
    expect((await state()).truth.written).toBe(0);
  });

  it('runs, pauses with nothing in doubt, is closed and opened again, and goes on to the end', async () => {
    const ended = wizard.ended('run');
    const started = await wizard.call('run.start', { choice: 'everyone' });
    expect(started).toMatchObject({ status: 'running', choice: 'everyone' });
    await new Promise<void>((resolve) => {
      const leave = wizard.hub.subscribe(null, ({ name, payload }) => {
        if (name !== 'run.changed' || (payload as { run: { written: number } }).run.written < 20) return;
        leave();
        resolve();
      });
    });
    expect((await wizard.call('run.pause', {})).status).toBe('pausing');
    expect((await ended).status).toBe('stopped');
    const paused = await wizard.call('run.state', {});
    expect(paused).toMatchObject({ status: 'paused', inDoubt: 0, refused: 0 });
    expect(paused.written).toBeGreaterThan(0);

    await wizard.close();
    wizard = new TestWizard({ secretStore: store }, first.folder);
    const { projects } = await wizard.call('project.recent', {});
    expect(projects[0]).toMatchObject({ path, isThere: true, runStatus: 'stopped', written: paused.written });
    const opened = await wizard.call('project.open', { path });
    expect([opened.current, opened.secrets.target, opened.facts.run?.status]).toEqual(['options', 'stored', 'stopped']);

    expect((await wizard.job('run', 'run.resume', {})).status).toBe('done');
    const done = await wizard.call('run.state', {});
    expect(done).toMatchObject({ status: 'done', inDoubt: 0, refused: 0, couldSendOutside: 0, writtenTwice: 0 });
    expect(done.written).toBe(done.items);
    const boxes = await wizard.call('run.mailboxes', { limit: 500 });
    expect(boxes.rows.every(({ state: box, written, items }) => box === 'done' && written === items)).toBe(true);
  });

  it('verifies, and saves the report in its three forms', async () => {
    expect((await wizard.job('verify', 'verify.start', {})).status).toBe('done');
    const { summary } = await wizard.call('verify.summary', {});
    expect(summary).toMatchObject({ differences: 0 });
    expect(summary?.instancesFound).toBe(summary?.instancesSource);
    for (const format of ['html', 'csv', 'json'] as const) {
      const file = join(first.folder, `report.${format}`);
      await wizard.call('report.save', { format, path: file, maskTitles: false });
      expect(statSync(file).size).toBeGreaterThan(1000);
    }
    expect(
      await wizard.ask('report.save', { format: 'html', path: join(first.folder, 'no', 'folder.html'), maskTitles: true }),
    ).toMatchObject({
      ok: false,
      error: { code: 'REPORT_UNWRITABLE' },
    });
    expect((await state()).steps.map(({ status }) => status)).not.toContain('locked');
  });

  it('carries what changed on the Mac since: looks first, and never without having looked', async () => {
    expect(await wizard.ask('delta.start', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_STEP_INCOMPLETE' } });
    expect((await wizard.job('delta-check', 'delta.check', {})).error).toBeNull();
    expect((await wizard.call('delta.outcome', {})).outcome).toMatchObject({ isCheck: true, carried: 0, kept: 0, open: 0 });

    const dump = readFileSync(sample.path, 'utf8');
    const [, title = ''] = /SUMMARY:(Lunch \d+)\\/.exec(dump) ?? [];
    writeFileSync(sample.path, dump.replaceAll(`SUMMARY:${title}\\`, `SUMMARY:Brunch at last\\`));
    expect((await wizard.job('delta-check', 'delta.check', {})).status).toBe('done');
    const { outcome } = await wizard.call('delta.outcome', {});
    expect(outcome?.carried).toBeGreaterThan(0);
    const { rows, total } = await wizard.call('delta.items', {});
    expect([total, rows[0]?.subject, (await state()).facts.plan?.stale]).toEqual([outcome?.carried, 'Brunch at last', null]);

    expect((await wizard.job('delta', 'delta.start', {})).error).toBeNull();
    expect((await wizard.call('delta.outcome', {})).outcome).toMatchObject({ isCheck: false, carried: outcome?.carried, open: 0 });
    expect(JSON.stringify(await exchange.state())).toContain('Brunch at last');
    expect((await wizard.job('delta-check', 'delta.check', {})).status).toBe('done');
    expect((await wizard.call('delta.outcome', {})).outcome).toMatchObject({ isCheck: true, carried: 0 });
  });

  it('takes back what was written: looks first, and never without having looked', async () => {
    expect(await wizard.ask('undo.start', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_STEP_INCOMPLETE' } });
    expect((await wizard.call('undo.outcome', {})).outcome).toBeNull();
    const { written } = (await state()).truth;
    expect((await wizard.job('undo-check', 'undo.check', {})).status).toBe('done');
    const { outcome } = await wizard.call('undo.outcome', {});
    expect(outcome).toMatchObject({ isCheck: true, gone: 0, closed: [] });
    expect([(outcome?.removed ?? 0) + (outcome?.kept ?? 0), (await state()).truth.written]).toEqual([written, written]);
    expect((await wizard.call('undo.kept', {})).total).toBe(outcome?.kept);

    expect((await wizard.job('undo', 'undo.start', {})).status).toBe('done');
    const { outcome: undone } = await wizard.call('undo.outcome', {});
    expect(undone).toMatchObject({ isCheck: false, removed: outcome?.removed, kept: outcome?.kept });
    expect((await state()).truth.written).toBe(outcome?.kept);
    expect(await wizard.ask('undo.start', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_STEP_INCOMPLETE' } });
  });

  it('met no bug on the way', () => {
    expect([...first.bugs, ...wizard.bugs]).toEqual([]);
  });

  it('let no secret out: not into an event, an answer, the project file, a report, or anything else it wrote', async () => {
    await wizard.call('project.setSecret', { slot: 'source', value: SECRETS.source, remember: false });
    await wizard.call('project.setSecret', { slot: 'directory', value: SECRETS.directory, remember: false });
    const settings = { ...DEFAULT_SETTINGS.source, postgres: { ...DEFAULT_SETTINGS.source.postgres, host: '127.0.0.1', port: 1 } };
    await wizard.call('project.saveStep', { step: 'source', settings });
    await wizard.job('source-test', 'source.test', {});
    const server = { ...DEFAULT_SETTINGS.directory.server, url: 'ldaps://127.0.0.1:1', bindDn: 'uid=admin' };
    await wizard.call('project.saveStep', { step: 'directory', settings: { files: [], useServer: true, server } });
    await wizard.job('directory-test', 'directory.test', {});
    await wizard.call('project.close', {});
    const secrets = [...Object.values(SECRETS), 'canary-wrong-4714'];
    const forms = secrets.flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      Buffer.from(`svc:${secret}`).toString('base64').replace(/=+$/, ''),
    ]);
    const written = readdirSync(first.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    const everything = [JSON.stringify(first.traffic), JSON.stringify(wizard.traffic), ...written];
    expect(everything.length).toBeGreaterThan(8);
    for (const form of forms) expect(everything.some((text) => text.includes(form))).toBe(false);
    // The store was asked to keep exactly one.
    expect([...store.kept.values()]).toEqual([SECRETS.target]);
  });
});

describe('a session', () => {
  it('refuses everything about a project while none is open', async () => {
    const empty = new TestWizard();
    expect(await empty.call('project.state', {})).toEqual({ state: null });
    for (const name of ['source.test', 'mapping.summary', 'plan.summary', 'run.state', 'verify.summary'] as const) {
      expect(await empty.ask(name, {})).toMatchObject({ ok: false, error: { code: 'WIZARD_NO_PROJECT' } });
    }
    expect(await empty.ask('project.createSample', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_NOT_HERE' } });
    expect(await empty.ask('project.open', { path: join(empty.folder, 'nothing.godwit') })).toMatchObject({
      ok: false,
      error: { code: 'PROJECT_NOT_FOUND' },
    });
  });

  it('closes one project before it opens another, and leaves the file for others', async () => {
    const two = new TestWizard();
    const [one, other] = [join(two.folder, 'one.godwit'), join(two.folder, 'other.godwit')];
    await two.call('project.create', { path: one, title: '' });
    await two.call('project.create', { path: other, title: '' });
    const stranger = new TestWizard();
    expect((await stranger.call('project.open', { path: one })).project.title).toBe('one');
    expect(await stranger.ask('project.open', { path: other })).toMatchObject({ ok: false, error: { code: 'PROJECT_LOCKED' } });
    await two.close();
    expect((await stranger.call('project.open', { path: other })).project.title).toBe('other');
    await stranger.close();
    expect(existsSync(`${one}-wal`)).toBe(false);
  });

  it('stops a job that is under way, whole or not at all', async () => {
    const stopped = new TestWizard();
    const big = await writeSampleDump(join(stopped.folder, 'source', 'caldav.sql'), { seed: 5 });
    await stopped.call('project.create', { path: join(stopped.folder, 'stop'), title: '' });
    await stopped.call('project.saveStep', {
      step: 'source',
      settings: { ...DEFAULT_SETTINGS.source, kind: 'dump', dump: { path: big.path } },
    });
    const ended = stopped.ended('snapshot');
    await stopped.call('source.takeSnapshot', {});
    await stopped.call('job.stop', { kind: 'snapshot' });
    expect((await ended).status).toBe('stopped');
    expect((await stopped.call('project.state', {})).state?.facts.snapshot).toBeNull();
    expect((await stopped.job('snapshot', 'source.takeSnapshot', {})).status).toBe('done');
    await stopped.close();
  });

  it('calls a run that nobody runs any more stopped', async () => {
    const crashed = new TestWizard();
    const file = join(crashed.folder, 'crash.godwit');
    await crashed.call('project.create', { path: file, title: '' });
    const session = crashed.host.current();
    if (session === null) throw new Error('no session');
    // What a program that was killed leaves behind.
    session.settings.run = { ...session.settings.run, status: 'running', choice: 'everyone', startedAt: '2026-11-20T00:14:00.000Z' };
    await crashed.close();
    await crashed.call('project.open', { path: file });
    expect(await crashed.call('run.state', {})).toMatchObject({
      status: 'stopped',
      choice: 'everyone',
      startedAt: '2026-11-20T00:14:00.000Z',
    });
    await crashed.close();
  });

  it('brings a reloaded page back to where it was', async () => {
    const reloaded = new TestWizard();
    await reloaded.call('project.create', { path: join(reloaded.folder, 'reload'), title: 'Reload' });
    await reloaded.call('project.goTo', { step: 'directory' });
    reloaded.reload();
    expect((await reloaded.call('project.state', {})).state).toMatchObject({ current: 'directory', project: { title: 'Reload' } });
    await reloaded.close();
  });
});
