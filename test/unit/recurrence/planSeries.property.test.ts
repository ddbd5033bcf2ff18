import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSeries } from '../../../shared/convert/recurrence/planSeries.ts';
import { arbitraryEvent } from './arbitraryEvent.ts';
import { breaches } from './breaches.ts';
import { expected, options, readEvents, shown, testZones } from './support.ts';

const RUNS = Number(process.env['GODWIT_RUNS'] ?? '300');
const SEED = Number(process.env['GODWIT_SEED'] ?? '20261120');

describe('a planned series', () => {
  it('shows in Exchange what the source shows, within what Exchange allows', () => {
    fc.assert(
      fc.property(arbitraryEvent, ({ text }) => {
        const object = readEvents(text);
        const { parts, notes } = planSeries(object, testZones(), options);
        // Of more than 3000 single appointments the earliest are left out, and said so.
        const isCut = notes.some(({ code }) => code === 'past-left-out');
        const first = new Date(isCut ? Math.min(...parts.map(({ span }) => span.start.instant)) : 0).toISOString();
        const window = { from: Date.UTC(1990, 0, 1), to: options.horizon };
        expect(shown(parts, window)).toEqual(expected(object, window).filter((instance) => instance >= first));
        expect(parts.flatMap(breaches)).toEqual([]);
        expect(new Set(parts.map(({ part }) => part)).size).toBe(parts.length);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
