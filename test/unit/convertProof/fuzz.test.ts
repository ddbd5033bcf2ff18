import { describe, expect, it } from 'vitest';
import { conversionFault } from '../../oracle/checkConversion.ts';
import { hostileSeeds } from '../../oracle/hostileSeeds.ts';
import { mutatedText } from '../../oracle/mutate.ts';
import { seededRandom } from '../../sample/random.ts';

/** GODWIT_RUNS=100000 GODWIT_SEED=… converts more, or others. */
const COUNT = Number(process.env['GODWIT_RUNS'] ?? '3000');
const FIRST_SEED = Number(process.env['GODWIT_SEED'] ?? '20261120');
const OWNER = 'B950A1E8-2281-5476-BE6D-2A6F950D6639';

describe('damaged texts', () => {
  it('become items Exchange can be told of, or a reason; never a crash, a long wait or a character XML forbids', () => {
    const texts = hostileSeeds();
    const faults: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed += 1) {
      const fault = conversionFault(mutatedText(seededRandom(seed), texts), OWNER);
      if (fault !== null) faults.push(`seed ${seed}: ${fault}`);
    }
    process.stdout.write(`damaged texts: seeds ${FIRST_SEED} to ${FIRST_SEED + COUNT - 1}, ${faults.length} faults\n`);
    expect(faults).toEqual([]);
  }, 7_200_000);
});
