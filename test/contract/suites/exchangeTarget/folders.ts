import { expect, test } from 'vitest';
import { HOSTILE, calendarItem, createRequest } from '../../../support/ewsItems.ts';
import { keysIn, outcomes, valueOf } from './answers.ts';
import type { ExchangeWorld } from './ExchangeWorld.ts';

/** Folders, and the mark of a run. */
export function describeFolders(world: () => ExchangeWorld): void {
  test('makes a calendar folder once, and knows who made it', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const name = `Büro & ${HOSTILE}`;
    const made = valueOf(await target.ensureFolder(mailbox, name, 'run-1'));
    expect(made).toMatchObject({ name, created: true });
    expect(valueOf(await target.ensureFolder(mailbox, name, 'run-1'))).toEqual(made);
    expect(valueOf(await target.ensureFolder(mailbox, name, 'run-2'))).toEqual({ ...made, created: false });
    expect(valueOf(await target.findFolder(mailbox, name))).toEqual({ folder: { ...made, created: false } });
    expect(valueOf(await target.findFolder(mailbox, 'none'))).toEqual({ folder: null });
    expect(valueOf(await target.calendarFolders(mailbox))).toEqual([{ ...made, created: false }]);
    const reply = await target.createItems(mailbox, made.id, [createRequest('in-folder', calendarItem())]);
    expect(outcomes(reply)).toEqual(['done']);
    expect(await keysIn(target, mailbox)).toEqual([]);
    expect(valueOf(await target.listMarked(mailbox, made.id, 0)).items.map(({ marker }) => marker.key)).toEqual(['in-folder']);
  });

  test('leaves, reads and takes away the mark of a run', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const mark = { runId: 'run-1', projectId: HOSTILE, holder: 'host:1', heartbeat: '2026-12-01T00:00:00.000Z' };
    expect(valueOf(await target.readRunMark(mailbox))).toBeNull();
    expect(valueOf(await target.writeRunMark(mailbox, mark))).toBeNull();
    expect(valueOf(await target.readRunMark(mailbox))).toEqual(mark);
    valueOf(await target.writeRunMark(mailbox, { ...mark, heartbeat: '2026-12-01T00:01:00.000Z' }));
    expect(valueOf(await target.readRunMark(mailbox))?.heartbeat).toBe('2026-12-01T00:01:00.000Z');
    valueOf(await target.writeRunMark(mailbox, null));
    expect(valueOf(await target.readRunMark(mailbox))).toBeNull();
  });
}
