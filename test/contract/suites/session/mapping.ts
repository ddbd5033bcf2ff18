import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TestWizard } from '../../../support/wizardHost.ts';
import { stateOf, statusOf } from './stepState.ts';

/** Deciding who is whom, in a project whose directory was read. */
export function describeMapping(wizard: () => TestWizard): void {
  it('pages, filters and sorts the mapping', async () => {
    const all = await wizard().call('mapping.page', { limit: 500 });
    const summary = await wizard().call('mapping.summary', {});
    expect(all.total).toBe(summary.rows);
    expect(all.rows[0]?.state).toBe('decide');
    const byEvents = await wizard().call('mapping.page', { sort: 'events', limit: 500 });
    expect(byEvents.rows.map(({ events }) => events)).toEqual(all.rows.map(({ events }) => events).sort((one, other) => other - one));
    const rooms = await wizard().call('mapping.page', { kinds: ['room'], limit: 500 });
    expect([rooms.total, rooms.rows.every(({ kind }) => kind === 'room')]).toEqual([summary.byKind['room'], true]);
    const pages = [0, 5, 10].map(async (offset) => wizard().call('mapping.page', { offset, limit: 5 }));
    expect((await Promise.all(pages)).flatMap(({ rows }) => rows)).toEqual(all.rows.slice(0, 15));
    const [someone] = all.rows.filter(({ name }) => name !== '');
    const found = await wizard().call('mapping.page', { text: someone?.name.toUpperCase() ?? '' });
    expect(found.rows.map(({ source }) => source)).toContain(someone?.source);
  });

  it('decides in bulk, takes it back, and never half', async () => {
    const open = await wizard().call('mapping.page', { states: ['decide'] });
    const sources = open.rows.map(({ source }) => source);
    expect(await wizard().ask('mapping.decide', { sources, decision: 'mapped', email: 'no address' })).toMatchObject({ ok: false });
    expect((await wizard().call('mapping.page', { states: ['decide'] })).total).toBe(open.total);
    await wizard().call('mapping.decide', { sources, decision: 'left-out' });
    expect((await wizard().call('mapping.page', { states: ['decide'] })).total).toBe(0);
    const changes = await wizard().call('mapping.diff', {});
    expect(changes.rows.map(({ source, was, became }) => [source, was, became])).toEqual(
      sources.map((source) => [source, 'unmapped', 'left-out']),
    );
    await wizard().call('mapping.takeBack', {});
    expect((await wizard().call('mapping.page', { states: ['decide'] })).total).toBe(open.total);
    await wizard().call('mapping.decide', { sources, decision: 'left-out' });
    const { safe } = await wizard().call('mapping.select', { states: ['confirm'] });
    await wizard().call('mapping.decide', { sources: safe, decision: 'confirm' });
    expect((await wizard().call('mapping.summary', {})).byState['confirm']).toBeUndefined();
    expect(statusOf(await stateOf(wizard()), 'mapping')).toBe('ready');
  });

  it('exchanges the mapping as CSV', async () => {
    const file = join(wizard().folder, 'mapping.csv');
    const { rows } = await wizard().call('mapping.export', { path: file });
    expect(rows).toBe((await wizard().call('mapping.summary', {})).rows);
    expect(await wizard().call('mapping.import', { path: file })).toMatchObject({ changed: 0 });
    expect(await wizard().ask('mapping.import', { path: join(wizard().folder, 'nothing.csv') })).toMatchObject({
      ok: false,
      error: { code: 'TABLE_FILE_UNREADABLE' },
    });
  });
}
