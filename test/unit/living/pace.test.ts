import { expect, it } from 'vitest';
import fc from 'fast-check';
import { pacedUntil } from '../../../shared/run/living/pace.ts';

it('leaves no minute with more sends than allowed, and wastes none', () => {
  const waits = fc.array(fc.nat(20_000), { minLength: 30, maxLength: 120 });
  fc.assert(
    fc.property(waits, fc.integer({ min: 1, max: 25 }), (gaps, most) => {
      const sentAt: number[] = [];
      let now = 0;
      for (const gap of gaps) {
        now = Math.max(now + gap, pacedUntil(sentAt, now + gap, most));
        expect(pacedUntil(sentAt, now, most)).toBe(0);
        sentAt.push(now);
      }
      for (const at of sentAt) expect(sentAt.filter((other) => other > at - 60_000 && other <= at).length).toBeLessThanOrEqual(most);
    }),
  );
  expect(pacedUntil([0, 1, 2], 3, 3)).toBe(60_000);
});
