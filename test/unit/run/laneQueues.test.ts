import { describe, expect, it } from 'vitest';
import type { LaneItem } from '../../../electron/run/LaneItem.ts';
import { LaneQueues } from '../../../electron/run/LaneQueues.ts';
import type { PlanRow } from '../../../electron/ports/PlanStore.ts';

function itemOf(key: string, occurrences: number, folder = 'Calendar'): LaneItem {
  const row: PlanRow = {
    ...{
      key,
      uid: key,
      part: 'series',
      parentKey: null,
      mailbox: 'ann@example.com',
      folder,
      subject: key,
      hash: '',
      objectId: '1',
      seq: 1,
    },
    ...{ kind: 'appointment', mode: 'silent', deliveredBy: 'create', start: '2026-01-01', end: '2026-01-02', noteCodes: [], occurrences },
  };
  return { row, state: 'open', strikes: 0, limit: 100, lastTrouble: null, doubtfulUntil: null, planned: null };
}

describe('what a lane can write', () => {
  it('items by folder, in the order they came', () => {
    const queues = new LaneQueues();
    for (const [key, folder] of [
      ['a', 'Calendar'],
      ['b', 'Calendar/Private'],
      ['c', 'Calendar'],
    ] as const)
      queues.open(itemOf(key, 0, folder));
    queues.take('Calendar');
    expect([...queues.folders].map((queue) => queue.map(({ row }) => row.key))).toEqual([['c'], ['b']]);
    expect(queues).toMatchObject({ creatable: 2, openSeries: 0, writable: 2, hasSeriesToCome: false, work: 2 });
  });

  it('a series is to come until it is taken, and open once it exists', () => {
    const queues = new LaneQueues();
    const series = itemOf('series', 3);
    queues.open(series);
    expect(queues).toMatchObject({ hasSeriesToCome: true, openOccurrences: 0, work: 7 });
    queues.take('Calendar');
    expect(queues).toMatchObject({ hasSeriesToCome: false, writable: 0, work: 0 });
    queues.addSeries({ item: series, itemId: 'id', isNew: true });
    expect(queues).toMatchObject({ openSeries: 1, openOccurrences: 3, writable: 1, work: 6 });
    expect(queues.takeSeries()?.itemId).toBe('id');
    expect(queues).toMatchObject({ openSeries: 0, openOccurrences: 0, work: 0 });
    expect(queues.takeSeries()).toBeUndefined();
  });
});
