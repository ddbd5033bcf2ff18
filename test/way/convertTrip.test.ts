import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEws } from '../../electron/adapters/ews/openEws.ts';
import type { TargetInstance } from '../../electron/ports/ExchangeTarget.ts';
import { readCases, type Case } from '../oracle/cases.ts';
import { UNEXPLAINED, compareCases, describeCases } from '../oracle/compareCases.ts';
import { CONTEXT, FLOATING_ZONE, FROM, TO } from '../oracle/context.ts';
import { instanceText, readInstances } from '../oracle/readInstances.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { whyNoOtherExpansion } from '../support/otherExpansion.ts';
import { REAL_SHAPED, realShapedSource, whyNoRealShaped } from '../support/realShaped.ts';

const why = whyNoRealShaped() ?? whyNoOtherExpansion();
const ACCOUNT = { user: 'svc', password: 'secret' };

/** What one mailbox shows, by the UID of what shows it. */
type Shown = ReadonlyMap<string, readonly TargetInstance[]>;

describe.skipIf(why !== undefined).each(REAL_SHAPED)(
  `%s, written to Exchange and read back${why === undefined ? '' : ` (skipped: ${why})`}`,
  { timeout: 900_000 },
  (name) => {
    let godwit: Godwit;
    let exchange: SimulatorHandle;
    let cases: readonly Case[];
    const shown = new Map<string, Shown>();

    async function command(words: readonly string[], config: string): Promise<readonly JsonLine[]> {
      const spoken = await godwit.json(...words, '--config', config);
      expect([0, 2], `${words.join(' ')}: ${spoken.stderr}`).toContain(spoken.exit);
      return spoken.lines;
    }

    beforeAll(async () => {
      godwit = openGodwit();
      godwit.environment = { EWSPW: ACCOUNT.password };
      exchange = await startSimulator({ accounts: [ACCOUNT] });
      const config = godwit.config(name, {
        project: 'trip.godwit',
        ...realShapedSource(name),
        target: { kind: 'ews', url: exchange.url, auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' } },
        options: { meetings: 'silent', timeZone: FLOATING_ZONE },
      });
      for (const words of [['snapshot'], ['plan', '--as-of', CONTEXT.asOf]]) await command(words, config);
      cases = readCases(join(godwit.folder, 'trip.godwit')).planned;
      const mailboxes = [...new Set(cases.flatMap(({ items }) => items.map(({ mailbox }) => mailbox)))];
      await exchange.change({ mailboxes });
      await command(['run', '--yes'], config);
      const target = openEws({
        ...{ url: exchange.url, connections: 2, timeoutMs: 60_000, userAgent: 'Godwit/test' },
        auth: { kind: 'basic', ...ACCOUNT },
      });
      for (const mailbox of mailboxes) {
        shown.set(
          mailbox,
          Map.groupBy(await readInstances(target, mailbox, FROM, TO), ({ uid }) => uid),
        );
      }
      await target.close();
    }, 900_000);

    afterAll(async () => {
      await exchange.stop();
      godwit.remove();
    });

    /** Travel apart, which no calendar of the source shows. */
    function instancesOf({ items }: Case): readonly string[] {
      const places = new Set(items.filter(({ kind }) => kind !== 'travel').map(({ mailbox, item }) => `${mailbox} ${item.uid}`));
      return [...places].flatMap((place) => {
        const [mailbox = '', ...uid] = place.split(' ');
        return (shown.get(mailbox)?.get(uid.join(' ')) ?? []).map(instanceText);
      });
    }

    it('shows the instances another program finds in each person’s copy', async () => {
      const found = await compareCases(cases, instancesOf);
      process.stdout.write(describeCases(`${name}, read from ${String(shown.size)} calendars`, cases, found));
      const count = cases.reduce((sum, one) => sum + instancesOf(one).length, 0);
      process.stdout.write(`${String(count)} instances from ${FROM} to ${TO}\n`);
      expect(cases.length).toBeGreaterThan(300);
      expect(found.filter(({ reason }) => reason.startsWith(UNEXPLAINED))).toEqual([]);
      expect(found.length).toBeLessThanOrEqual(cases.length * 0.02);
    });

    it('shows nothing that is in nobody’s copy', () => {
      const planned = new Set(cases.flatMap(({ items }) => items.map(({ mailbox, item }) => `${mailbox} ${item.uid}`)));
      const strangers = [...shown].flatMap(([mailbox, byUid]) => [...byUid.keys()].map((uid) => `${mailbox} ${uid}`));
      expect(strangers.length).toBeGreaterThan(100);
      expect(strangers.filter((place) => !planned.has(place))).toEqual([]);
    });
  },
);
