import { copyFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { thisHolder } from '../../electron/run/holder.ts';
import { NOTHING_WRONG, markedItems, takeCensus } from './support/census.ts';
import { MAILBOX, ObstacleCourse, of, stopped, summary } from './support/ObstacleCourse.ts';
import { realRun } from './support/realGodwit.ts';

let course: ObstacleCourse;
beforeAll(async () => {
  course = await ObstacleCourse.open();
});
afterAll(() => course.close());
beforeEach(() => course.begin());
afterEach(() => course.end());

describe('the mark of another run', () => {
  const heartbeat = (ageMs: number): string => new Date(Date.now() - ageMs).toISOString();
  const OTHER = 'their-mac#00000000:17';
  const deadHere = (): string => `${thisHolder().slice(0, thisHolder().lastIndexOf(':'))}:4194304`;
  function projectId(): string {
    const file = openProjectFile(course.projectPath, 'read');
    try {
      return file.ledger.projectId();
    } finally {
      file.close();
    }
  }

  it('that has a copy of this project stops everything with a sentence, before anything is written', async () => {
    await course.target.writeRunMark(MAILBOX, { runId: 'theirs', projectId: projectId(), holder: OTHER, heartbeat: heartbeat(30_000) });
    const spoken = await course.run();
    expect([spoken.exit, of(spoken, 'error')]).toMatchObject([1, [{ code: 'RUN_ELSEWHERE' }]]);
    expect(String(of(spoken, 'error')[0]?.['sentence'])).toContain(`the mailbox ${MAILBOX}: ${OTHER}`);
    expect(markedItems(course.exchange.states().filter(({ address }) => address === MAILBOX)).size).toBe(0);
    expect(takeCensus([], course.exchange.states()).marks).toEqual([MAILBOX]);
  });

  it('of another project keeps this run out of that mailbox only', async () => {
    await course.target.writeRunMark(MAILBOX, { runId: 'theirs', projectId: 'another', holder: OTHER, heartbeat: heartbeat(0) });
    const spoken = await course.run();
    expect([spoken.exit, stopped(spoken)]).toMatchObject([3, [{ mailbox: MAILBOX, code: 'RUN_ELSEWHERE' }]]);
    expect(summary(spoken)).toMatchObject({ written: course.others().length, waiting: course.own().length });
  });

  it.each([
    ['on this machine whose process is gone', deadHere, 0],
    ['elsewhere that has not been seen for five minutes', () => OTHER, 301_000],
  ])('%s is taken over at once', async (_, holder, age) => {
    await course.target.writeRunMark(MAILBOX, { runId: 'theirs', projectId: projectId(), holder: holder(), heartbeat: heartbeat(age) });
    const spoken = await course.run();
    expect([spoken.exit, takeCensus(course.project.planned, course.exchange.states())]).toEqual([
      0,
      { counted: course.project.planned.length, ...NOTHING_WRONG },
    ]);
  });

  it('says the machine, not only its name', () => {
    expect(thisHolder()).toMatch(new RegExp(`^${hostname()}#[0-9a-f]{8}:${String(process.pid)}$`));
  });

  it('keeps a copied project from writing while the first one runs', { timeout: 60_000 }, async () => {
    course.exchange.simulator.change({ model: { requestMs: 150, itemMs: 5 } });
    const copy = join(course.godwit.folder, 'copied.godwit');
    copyFileSync(course.projectPath, copy);
    const first = realRun({ config: course.config });
    while (takeCensus([], course.exchange.states()).marks.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    course.config = course.project.configWith('copied', { project: copy, target: { url: course.exchange.url } });
    const second = await course.run();
    expect([second.exit, of(second, 'error')]).toMatchObject([1, [{ code: 'RUN_ELSEWHERE' }]]);
    expect((await first).end).toBe(0);
    expect(takeCensus(course.project.planned, course.exchange.states())).toEqual({
      counted: course.project.planned.length,
      ...NOTHING_WRONG,
    });
  });
});
