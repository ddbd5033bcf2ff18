import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/contract/wizard/settings.ts';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { memorySecretStore } from '../support/memorySecretStore.ts';
import { TestWizard } from '../support/wizardHost.ts';
import { describeMapping } from './suites/session/mapping.ts';
import { describePreview } from './suites/session/preview.ts';
import { codesOf, stateOf, statusOf } from './suites/session/stepState.ts';

const SECRETS = { source: 'canary-source-4711', directory: 'canary-directory-4712', target: 'canary-target-4713' };

let sample: SampleSummary;
let exchange: SimulatorHandle;
const store = memorySecretStore();
const first = new TestWizard({ secretStore: store });
const path = join(first.folder, 'way.godwit');
let wizard = first;

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
    expect(codesOf(await stateOf(wizard), 'source')).toContain('SOURCE_TEST_FAILED');

    await wizard.call('project.saveStep', {
      step: 'source',
      settings: { ...missing, dump: { path: sample.path }, attachments: sample.attachmentsPath },
    });
    expect(codesOf(await stateOf(wizard), 'source')).toEqual(['SNAPSHOT_NOT_TAKEN']);
    await wizard.job('source-test', 'source.test', {});
    expect((await wizard.call('source.checklist', {})).steps.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed']);
  });

  it('takes the snapshot in a thread of its own while it answers', async () => {
    const ended = wizard.ended('snapshot');
    await wizard.call('source.takeSnapshot', {});
    expect(await wizard.ask('source.takeSnapshot', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_BUSY' } });
    await wizard.call('project.saveStep', { step: 'project', settings: { title: 'Renamed meanwhile' } });
    expect((await ended).status).toBe('done');
    const now = await stateOf(wizard);
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
    expect(codesOf(await stateOf(wizard), 'directory')).toEqual(['DIRECTORY_NOT_READ']);
    await wizard.job('directory', 'directory.read', {});
    const { contributions } = await wizard.call('directory.contributions', {});
    expect(contributions.map(({ records, error }) => [records > 0, error?.code])).toEqual([
      [true, undefined],
      [true, undefined],
      [false, 'DIRECTORY_FILE_UNREADABLE'],
    ]);
    expect(codesOf(await stateOf(wizard), 'directory')).toEqual(['DIRECTORY_PART_FAILED']);
  });

  it('keeps an acknowledged warning acknowledged', async () => {
    expect(statusOf(await stateOf(wizard), 'directory')).toBe('attention');
    const after = await wizard.call('project.acknowledge', { step: 'directory', codes: ['DIRECTORY_PART_FAILED'] });
    expect(statusOf(after, 'directory')).toBe('ready');
  });

  it('tries the target, wrong password first', async () => {
    const settings = { ...DEFAULT_SETTINGS.target, url: exchange.url, auth: 'basic' as const, user: 'svc' };
    await wizard.call('project.saveStep', { step: 'target', settings });
    expect(codesOf(await stateOf(wizard), 'target')).toEqual(['TARGET_PASSWORD_MISSING']);
    await wizard.call('project.setSecret', { slot: 'target', value: 'canary-wrong-4714', remember: false });
    await wizard.job('target-test', 'target.test', {});
    expect(codesOf(await stateOf(wizard), 'target')).toEqual(['TARGET_TEST_FAILED']);
    const after = await wizard.call('project.setSecret', { slot: 'target', value: SECRETS.target, remember: true });
    expect(after.secrets).toEqual({ source: 'none', directory: 'none', target: 'stored' });
    await wizard.job('target-test', 'target.test', {});
    expect(statusOf(await stateOf(wizard), 'target')).toBe('ready');
    const { abilities } = await wizard.call('target.abilities', {});
    expect(abilities.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready', 'ready', 'ready', 'ready']);
  });

  it('forgets a test when the settings are others', async () => {
    const settings = (await stateOf(wizard)).settings.target;
    await wizard.call('project.saveStep', { step: 'target', settings: { ...settings, concurrency: 3 } });
    expect(codesOf(await stateOf(wizard), 'target')).toEqual(['TARGET_NOT_TESTED']);
    await wizard.call('project.saveStep', { step: 'target', settings });
    expect(codesOf(await stateOf(wizard), 'target')).toEqual([]);
  });

  describeMapping(() => wizard);

  it('plans, and says when the plan is out of date', async () => {
    await wizard.call('project.goTo', { step: 'options' });
    const { options } = (await stateOf(wizard)).settings;
    await wizard.call('project.saveStep', { step: 'options', settings: { ...options, timeZone: 'Europe/Berlin' } });
    await wizard.job('plan', 'plan.build', {});
    expect((await stateOf(wizard)).facts.plan).toMatchObject({ stale: null, decisions: 0 });
    await wizard.call('project.saveStep', { step: 'options', settings: { ...options, timeZone: 'Europe/Berlin', from: '2026-01-01' } });
    expect([(await stateOf(wizard)).facts.plan?.stale, statusOf(await stateOf(wizard), 'run')]).toEqual(['options', 'locked']);
    await wizard.call('project.saveStep', { step: 'options', settings: { ...options, timeZone: 'Europe/Berlin' } });
    expect((await stateOf(wizard)).facts.plan?.stale).toBeNull();
  });

  describePreview(() => wizard);

  it('rehearses without writing', async () => {
    expect((await wizard.job('dry-run', 'run.start', { choice: 'dry-run' })).status).toBe('done');
    expect((await stateOf(wizard)).truth.written).toBe(0);
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
    expect((await stateOf(wizard)).steps.map(({ status }) => status)).not.toContain('locked');
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
    expect([total, rows[0]?.subject, (await stateOf(wizard)).facts.plan?.stale]).toEqual([outcome?.carried, 'Brunch at last', null]);

    expect((await wizard.job('delta', 'delta.start', {})).error).toBeNull();
    expect((await wizard.call('delta.outcome', {})).outcome).toMatchObject({ isCheck: false, carried: outcome?.carried, open: 0 });
    expect(JSON.stringify(await exchange.state())).toContain('Brunch at last');
    expect((await wizard.job('delta-check', 'delta.check', {})).status).toBe('done');
    expect((await wizard.call('delta.outcome', {})).outcome).toMatchObject({ isCheck: true, carried: 0 });
  });

  it('takes back what was written: looks first, and never without having looked', async () => {
    expect(await wizard.ask('undo.start', {})).toMatchObject({ ok: false, error: { code: 'WIZARD_STEP_INCOMPLETE' } });
    expect((await wizard.call('undo.outcome', {})).outcome).toBeNull();
    const { written } = (await stateOf(wizard)).truth;
    expect((await wizard.job('undo-check', 'undo.check', {})).status).toBe('done');
    const { outcome } = await wizard.call('undo.outcome', {});
    expect(outcome).toMatchObject({ isCheck: true, gone: 0, closed: [] });
    expect([(outcome?.removed ?? 0) + (outcome?.kept ?? 0), (await stateOf(wizard)).truth.written]).toEqual([written, written]);
    expect((await wizard.call('undo.kept', {})).total).toBe(outcome?.kept);

    expect((await wizard.job('undo', 'undo.start', {})).status).toBe('done');
    const { outcome: undone } = await wizard.call('undo.outcome', {});
    expect(undone).toMatchObject({ isCheck: false, removed: outcome?.removed, kept: outcome?.kept });
    expect((await stateOf(wizard)).truth.written).toBe(outcome?.kept);
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
