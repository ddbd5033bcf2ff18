import { expect, it } from 'vitest';
import { afterClean, afterTrouble, FIRST_BATCH, sizeOfNext, type BatchSize } from '../../../shared/run/batchSize.ts';

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

it.each([
  ['is full while more than two are left', 100, 50],
  ['shares what is left by two', 67, 34],
  ['shares it evenly, however little the second would get', 51, 26],
  ['is the last one', 50, 50],
  ['takes less where there is less', 3, 50],
])('the next batch %s', (_, left, expected) => {
  expect(sizeOfNext(FIRST_BATCH, left)).toBe(expected);
});
