import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCases, type Cases } from '../oracle/cases.ts';
import { UNEXPLAINED, compareCases, describeCases } from '../oracle/compareCases.ts';
import { CONTEXT, WINDOW } from '../oracle/context.ts';
import { shownInstances } from '../oracle/instances.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { whyNoOtherExpansion } from '../support/otherExpansion.ts';
import { REAL_SHAPED, realShapedSource, whyNoRealShaped } from '../support/realShaped.ts';

const why = whyNoRealShaped() ?? whyNoOtherExpansion();

describe.skipIf(why !== undefined).each(REAL_SHAPED)(
  `the instances of %s, as another program sees them ${why === undefined ? '' : `(skipped: ${why})`}`,
  { timeout: 600_000 },
  (name) => {
    let godwit: Godwit;
    let cases: Cases;

    beforeAll(async () => {
      godwit = openGodwit();
      const config = godwit.config(name, {
        project: 'it.godwit',
        ...realShapedSource(name),
      });
      expect((await godwit.json('snapshot', '--config', config)).exit).toBe(0);
      expect([0, 2]).toContain((await godwit.json('plan', '--as-of', CONTEXT.asOf, '--config', config)).exit);
      cases = readCases(join(godwit.folder, 'it.godwit'));
    }, 600_000);

    afterAll(() => godwit.remove());

    it.each([
      ['of every copy as it is planned among the others', 'planned'],
      ['of every file on its own', 'alone'],
    ] as const)('are those %s', async (title, which) => {
      const found = await compareCases(cases[which], ({ items }) => shownInstances(items, WINDOW));
      process.stdout.write(describeCases(`${name}, ${title}`, cases[which], found));
      expect(cases[which].length).toBeGreaterThan(300);
      expect(found.filter(({ reason }) => reason.startsWith(UNEXPLAINED))).toEqual([]);
      expect(found.length).toBeLessThanOrEqual(cases[which].length * 0.02);
    });
  },
);
