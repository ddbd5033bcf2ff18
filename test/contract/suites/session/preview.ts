import { expect, it } from 'vitest';
import type { TestWizard } from '../../../support/wizardHost.ts';

/** Looking at a plan before it is run. */
export function describePreview(wizard: () => TestWizard): void {
  it('previews every item of the plan beside its source, each difference with its reason', async () => {
    const all = await wizard().call('preview.page', { limit: 500 });
    const plan = await wizard().call('plan.summary', {});
    expect(all.total).toBe(plan.items);
    const starts = all.rows.map(({ start }) => start.slice(0, 16));
    expect(starts).toEqual([...starts].sort());
    for (const row of all.rows.filter((_, index) => index % 7 === 0)) {
      const detail = await wizard().call('preview.item', { key: row.key });
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
    const { mailboxes } = await wizard().call('preview.mailboxes', {});
    const counts = await Promise.all(mailboxes.map(({ mailbox }) => wizard().call('preview.page', { mailbox, limit: 1 })));
    expect(counts.map(({ total }) => total)).toEqual(mailboxes.map(({ items }) => items));
    const plan = await wizard().call('plan.summary', {});
    for (const { code, items } of plan.byNote.slice(0, 5)) {
      const noted = await wizard().call('preview.page', { notes: [code], limit: 500 });
      const skipped = (await wizard().call('preview.page', { show: 'skipped', limit: 500 })).rows.filter(({ noteCodes }) =>
        noteCodes.includes(code),
      ).length;
      expect([code, noted.rows.every(({ noteCodes }) => noteCodes.includes(code))]).toEqual([code, true]);
      expect(noted.total + skipped).toBeLessThanOrEqual(items);
    }
    const travel = await wizard().call('preview.page', { kinds: ['travel'], limit: 500 });
    expect(travel.total).toBe(plan.byKind['travel']);
    const middle = travel.rows[Math.floor(travel.rows.length / 2)];
    expect(await wizard().call('preview.position', { kinds: ['travel'], key: middle?.key ?? '', day: null })).toEqual({
      position: Math.floor(travel.rows.length / 2),
    });
    const day = middle?.start.slice(0, 10) ?? '';
    const at = (await wizard().call('preview.position', { kinds: ['travel'], key: null, day })).position ?? -1;
    expect([travel.rows[at]?.start.slice(0, 10), (travel.rows[at - 1]?.start ?? '') < day]).toEqual([day, true]);
    const none = await wizard().call('preview.page', { text: '100%_sure\\' });
    expect(none.total).toBe(0);
  });

  it('shows a week before and after, with the same events on both sides', async () => {
    const [travel] = (await wizard().call('preview.page', { kinds: ['travel'], limit: 1 })).rows;
    const week = await wizard().call('preview.week', { mailbox: travel?.mailbox ?? '', day: travel?.start.slice(0, 10) ?? '' });
    expect([week.days.length, new Date(week.days[0] ?? '').getUTCDay()]).toEqual([7, 1]);
    const events = (blocks: typeof week.source): readonly string[] =>
      blocks.filter(({ kind }) => kind === 'event').map(({ id, start, end }) => `${id} ${start} ${end}`);
    expect(events(week.target)).toEqual(events(week.source));
    const blocks = week.target.filter(({ kind }) => kind === 'travel');
    const minutes = week.source.reduce((sum, { travelBefore, travelAfter }) => sum + Number(travelBefore > 0) + Number(travelAfter > 0), 0);
    expect([blocks.length > 0, blocks.length]).toEqual([true, minutes]);
  });
}
