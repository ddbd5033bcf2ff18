import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { NOTHING_WRONG, markedItems, takeCensus } from './support/census.ts';
import { MAILBOX, ObstacleCourse, of, summary } from './support/ObstacleCourse.ts';
import { planSample } from './support/sampleProject.ts';

let course: ObstacleCourse;
beforeAll(async () => {
  course = await ObstacleCourse.open();
});
afterAll(() => course.close());
beforeEach(() => course.begin());
afterEach(() => course.end());

describe('copies somebody made', () => {
  /** The marked item as the server gives it back, written once more under the same key. */
  async function plantCopy(folder: 'Calendar' | 'Calendar/Private', change: { readonly subject?: string } = {}): Promise<string> {
    const line = course.own().find(({ folder: place, kind }) => place === 'Calendar' && kind === 'appointment');
    const calendar = await course.target.openCalendar(MAILBOX);
    const other = folder === 'Calendar' ? calendar : await course.target.ensureFolder(MAILBOX, 'Private', 'somebody');
    if (!calendar.ok || !other.ok || line === undefined) throw new Error('no calendar');
    const page = await course.target.listMarked(MAILBOX, calendar.value.id, 0);
    const listed = page.ok ? page.value.items.find(({ marker }) => marker.key === line.key) : undefined;
    const read = await course.target.readItems(MAILBOX, [listed?.id ?? '']);
    const [answer] = read.ok ? read.answers : [];
    if (answer?.outcome !== 'done' || listed === undefined) throw new Error('no item');
    const item = { ...answer.value.item, ...change };
    const made = await course.target.createItems(MAILBOX, other.value.id, [
      { marker: listed.marker, item, kind: 'appointment', silentCopy: null },
    ]);
    if (!made.ok || made.answers[0]?.outcome !== 'done') throw new Error('no copy');
    return line.key;
  }
  const odd = () => {
    const file = openProjectFile(course.projectPath, 'read');
    try {
      return [...file.ledger.oddItems()].map(({ mailbox, key, what }) => ({ mailbox, key, what }));
    } finally {
      file.close();
    }
  };
  const subjects = (key: string) => (markedItems(course.exchange.states()).get(key) ?? []).map(({ item }) => item.content.subject);

  it('a second one that nobody changed is removed and reported', async () => {
    await course.run();
    const key = await plantCopy('Calendar');
    expect(subjects(key)).toHaveLength(2);
    const spoken = await course.run();
    expect([spoken.exit, of(spoken, 'removed')]).toEqual([0, [{ type: 'removed', mailbox: MAILBOX, key }]]);
    expect(takeCensus(course.project.planned, course.exchange.states())).toEqual({
      counted: course.project.planned.length,
      ...NOTHING_WRONG,
    });
    expect(odd()).toEqual([{ mailbox: MAILBOX, key, what: 'duplicate-deleted' }]);
  });

  it('a second one that its owner changed stays, and the first one goes', async () => {
    await course.run();
    const key = await plantCopy('Calendar', { subject: 'Mine' });
    const spoken = await course.run();
    expect([spoken.exit, subjects(key), of(spoken, 'removed').length]).toEqual([0, ['Mine'], 1]);
  });

  it('two that were changed both stay and are listed', async () => {
    await course.run();
    const key = await plantCopy('Calendar', { subject: 'Mine' });
    await plantCopy('Calendar', { subject: 'Mine, too' });
    const spoken = await course.run();
    expect([subjects(key).sort(), of(spoken, 'extra')]).toMatchObject([['Mine', 'Mine, too'], [{ key, what: 'duplicate-touched' }]]);
  });

  it('one dragged into another folder is left alone and listed', async () => {
    await course.run();
    const key = await plantCopy('Calendar/Private');
    const spoken = await course.run();
    expect([spoken.exit, subjects(key).length]).toEqual([0, 2]);
    expect(of(spoken, 'extra')).toEqual([{ type: 'extra', mailbox: MAILBOX, key, what: 'not-in-plan' }]);
    expect(odd()).toEqual([{ mailbox: MAILBOX, key, what: 'not-in-plan' }]);
  });

  it('an item its owner deleted is written again, as after a failover', async () => {
    await course.run();
    const [[key, items] = ['', []]] = [...markedItems(course.exchange.states().filter(({ address }) => address === MAILBOX))];
    await course.target.deleteItems(
      MAILBOX,
      items.map(({ item }) => item.id),
    );
    const spoken = await course.run();
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: 1, adopted: 0 }]);
    expect(markedItems(course.exchange.states()).get(key)).toHaveLength(1);
  });
});

describe('a project that moved on', () => {
  const writes = ['CreateItem', 'UpdateItem', 'DeleteItem'];

  it('lost its file: a new one from the same dump adopts everything and writes nothing', async () => {
    await course.run();
    const before = course.exchange.states();
    const lost = course.project.configWith('lost', { project: 'lost.godwit', target: { url: course.exchange.url } });
    await planSample(course.godwit, lost, course.project.sample);
    course.exchange.simulator.counters.operations['CreateItem'] = 0;
    const operations = { ...course.exchange.simulator.counters.operations };
    const spoken = await course.godwit.json('run', '--yes', '--config', lost);
    expect([spoken.exit, summary(spoken)]).toMatchObject([
      0,
      { written: 0, adopted: course.project.planned.length, failed: 0, waiting: 0 },
    ]);
    for (const operation of writes) expect(course.exchange.simulator.counters.operations[operation]).toBe(operations[operation]);
    expect(JSON.stringify(course.exchange.states())).toBe(JSON.stringify(before));
  });

  it('maps somebody to another mailbox: what was written is not written twice, and said', async () => {
    await course.run();
    const csv = join(course.godwit.folder, 'moved.csv');
    const exported = await course.godwit.json('mapping', 'export', csv, '--config', course.config);
    expect(exported.exit, exported.stderr).toBe(0);
    const text = readFileSync(csv, 'utf8');
    writeFileSync(csv, text.replaceAll(MAILBOX, 'room9@contoso.com'));
    course.exchange.simulator.change({ mailboxes: [...course.project.addresses, 'room9@contoso.com'] });
    const imported = await course.godwit.json('mapping', 'import', csv, '--config', course.config);
    expect([0, 2], imported.stderr).toContain(imported.exit);
    await course.godwit.json('plan', '--as-of', course.project.sample.asOf, '--config', course.config);
    const spoken = await course.run();
    const moved = of(spoken, 'waiting').filter(({ reason }) => reason === 'moved');
    expect([spoken.exit, summary(spoken)?.['written']]).toEqual([3, 0]);
    expect([moved.length, moved[0]]).toMatchObject([course.own().length, { detail: `written to ${MAILBOX}, Calendar` }]);
    expect(takeCensus(course.project.planned, course.exchange.states())).toMatchObject({
      counted: course.project.planned.length,
      twice: [],
    });
  });
});
