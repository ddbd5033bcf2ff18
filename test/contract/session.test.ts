import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/contract/wizard/settings.ts';
import { writeSampleDump } from '../sample/sampleCompany.ts';
import { TestWizard } from '../support/wizardHost.ts';

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
