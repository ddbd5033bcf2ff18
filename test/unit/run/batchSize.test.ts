import { expect, it } from 'vitest';
import { afterClean, afterTrouble, FIRST_BATCH, type BatchSize } from '../../../shared/run/batchSize.ts';

function repeat(count: number, step: (size: BatchSize) => BatchSize, from: BatchSize = FIRST_BATCH): BatchSize {
  return Array.from({ length: count }).reduce<BatchSize>(step, from);
}

it.each([
  ['stays for nine clean batches', repeat(9, afterClean), 50],
  ['grows by a quarter after the tenth', repeat(10, afterClean), 63],
  ['grows to a hundred and no further', repeat(500, afterClean), 100],
  ['halves on trouble', afterTrouble(FIRST_BATCH), 25],
  ['never gets smaller than one', repeat(20, afterTrouble), 1],
  ['forgets clean batches on trouble', repeat(9, afterClean, afterTrouble(repeat(9, afterClean))), 25],
])('%s', (_, { size }, expected) => {
  expect(size).toBe(expected);
});
