import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendee, calendarItem, createRequest, dailyFrom } from '../../support/ewsItems.ts';
import { create, outcomes } from './exchangeTarget/answers.ts';
import { describeBatches } from './exchangeTarget/batches.ts';
import { describeContent } from './exchangeTarget/content.ts';
import type { ExchangeWorld } from './exchangeTarget/ExchangeWorld.ts';
import { describeFolders } from './exchangeTarget/folders.ts';
import { describeSeries } from './exchangeTarget/series.ts';
import { describeDoubts, describeRefusals } from './exchangeTarget/trouble.ts';

/** The agreement of electron/ports/ExchangeTarget.ts. */
export function describeExchangeTarget(name: string, start: () => Promise<ExchangeWorld>): void {
  describe(`${name} as a target`, () => {
    let running: ExchangeWorld | null = null;
    const world = (): ExchangeWorld => {
      if (running === null) throw new Error('the server is not running');
      return running;
    };
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => {
      await running?.stop();
    });

    describeContent(world);
    describeBatches(world);
    describeSeries(world);
    describeFolders(world);
    describeRefusals(world);
    describeDoubts(world);

    test('sends nothing, and says so in every request that could', async () => {
      const mailbox = world().freshMailbox();
      const target = world().open();
      const guests = { requiredAttendees: [attendee('mary@contoso.com', 'Mary')], recurrence: dailyFrom('2026-12-07', 5) };
      const series = calendarItem(guests);
      const [masterId = ''] = await create(target, mailbox, [createRequest('key', series, 'meeting')]);
      const change = { originalStart: '2026-12-08T08:00:00Z', start: '2026-12-08T10:00:00Z', end: '2026-12-08T11:00:00Z' };
      expect(outcomes(await target.updateOccurrences(mailbox, [{ masterId, instanceIndex: 2, change, master: series }]))).toEqual(['done']);
      expect(outcomes(await target.deleteOccurrences(mailbox, [{ masterId, instanceIndex: 3 }]))).toEqual(['done']);
      expect(outcomes(await target.deleteItems(mailbox, [masterId]))).toEqual(['done']);
      const sending = world()
        .requests()
        .filter((body) => /<m:(?:CreateItem|UpdateItem|DeleteItem)\b/.test(body));
      const said = sending.map((body) => [...body.matchAll(/\bSendMeeting\w+="(\w+)"/g)].map(([, value]) => value).join(' '));
      expect(sending.length).toBeGreaterThanOrEqual(4);
      expect(said).toEqual(sending.map(() => 'SendToNone'));
      expect(await world().mailsSent()).toBe(0);
    });

    const hasSchema = (process.env['GODWIT_EWS_XSD'] ?? '') !== '';
    test.skipIf(!hasSchema)('speaks as the schema says (needs Microsoft’s schema files, named by GODWIT_EWS_XSD)', async () => {
      expect(await world().violations()).toEqual([]);
    });
  });
}
