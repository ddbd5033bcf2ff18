/** How many items go into one request: Exchange gives a batch one minute (EWS throttling), so it grows with success and halves on trouble. */
export interface BatchSize {
  readonly size: number;
  readonly clean: number;
}

const SMALLEST = 1;
const LARGEST = 100;
const CLEAN_BEFORE_GROWTH = 10;

export const FIRST_BATCH: BatchSize = { size: 50, clean: 0 };

/** How many of so many go next: the last two batches share them, for who ends with a full one keeps the others waiting. */
export function sizeOfNext({ size }: BatchSize, left: number): number {
  return left > size && left < 2 * size ? Math.ceil(left / 2) : size;
}

/** After a batch that came back whole: a quarter more after ten of them. */
export function afterClean({ size, clean }: BatchSize): BatchSize {
  if (clean + 1 < CLEAN_BEFORE_GROWTH) return { size, clean: clean + 1 };
  return { size: Math.min(LARGEST, Math.ceil(size * 1.25)), clean: 0 };
}

/** After a time-out, a stopped batch or a lost reply: half. */
export function afterTrouble({ size }: BatchSize): BatchSize {
  return { size: Math.max(SMALLEST, Math.floor(size / 2)), clean: 0 };
}
