import { expect, it } from 'vitest';
import fc from 'fast-check';
import { gateVerdict, type Whereabouts } from '../../../shared/run/living/gate.ts';

it('passes only what reaches nobody but known inside mailboxes', () => {
  const where = fc.constantFrom<Whereabouts>('inside', 'outside', 'out-of-scope', 'unknown');
  fc.assert(
    fc.property(fc.array(where), (places) => {
      const people = places.map((_, index) => `Person${String(index)}@contoso.com`);
      const verdict = gateVerdict(people, (address) => places[Number(/\d+/.exec(address)?.[0])] ?? 'unknown');
      expect(verdict.passes).toBe(places.every((place) => place === 'inside'));
      expect(verdict.blockedBy.map(([, place]) => place)).toEqual(places.filter((place) => place !== 'inside'));
    }),
  );
});
