import { expect, test } from 'vitest';
import { calendarItem, createRequest } from '../../../support/ewsItems.ts';
import { create, keysIn, outcomes, valueOf } from './answers.ts';
import type { ExchangeWorld } from './ExchangeWorld.ts';

/** Many items at once. */
export function describeBatches(world: () => ExchangeWorld): void {
  test('answers each item in its place, one refused among good ones', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    const upsideDown = calendarItem({ start: '2026-12-07T10:00:00Z', end: '2026-12-07T09:00:00Z' });
    const reply = await target.createItems(mailbox, id, [
      createRequest('one', calendarItem()),
      createRequest('two', upsideDown),
      createRequest('three', calendarItem()),
    ]);
    expect(outcomes(reply)).toEqual(['done', 'refused ErrorCalendarEndDateIsEarlierThanStartDate', 'done']);
    expect(await keysIn(target, mailbox)).toEqual(['one', 'three']);
  });

  test('lists all marked items page by page, and no others', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().addForeignItem(mailbox);
    const keys = Array.from({ length: 1020 }, (_, index) => `key-${String(index).padStart(4, '0')}`);
    for (let at = 0; at < keys.length; at += 102) {
      const batch = keys.slice(at, at + 102).map((key) => createRequest(key, calendarItem({ uid: key })));
      expect(outcomes(await target.createItems(mailbox, id, batch))).toEqual(batch.map(() => 'done'));
    }
    const first = valueOf(await target.listMarked(mailbox, id, 0));
    const second = valueOf(await target.listMarked(mailbox, id, first.nextOffset ?? 0));
    expect([first.items.length, first.nextOffset, second.items.length, second.nextOffset]).toEqual([1000, 1000, 20, null]);
    const listed = [...first.items, ...second.items];
    expect(listed.map(({ marker }) => marker.key).sort()).toEqual(keys);
    expect(listed[0]).toMatchObject({
      folderId: id,
      type: 'Single',
      marker: { runId: 'run-1', hash: `hash-of-${listed[0]?.marker.key ?? ''}` },
    });
  });

  test('deletes an item for good, and again without complaint', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const ids = await create(target, mailbox, [createRequest('one', calendarItem()), createRequest('two', calendarItem())]);
    expect(outcomes(await target.deleteItems(mailbox, ids.slice(0, 1)))).toEqual(['done']);
    expect(outcomes(await target.deleteItems(mailbox, ids))).toEqual(['done', 'done']);
    expect(await keysIn(target, mailbox)).toEqual([]);
    expect(outcomes(await target.readItems(mailbox, ids))).toEqual(['refused ErrorItemNotFound', 'refused ErrorItemNotFound']);
  });
}
