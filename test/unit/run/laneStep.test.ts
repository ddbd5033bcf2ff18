import { expect, it } from 'vitest';
import { laneStep, type LaneView } from '../../../shared/run/laneStep.ts';

const NEW: LaneView = { listing: 'none', writable: 5, doubtfulUntil: null, waiting: 0, rounds: 0 };
const LISTED: LaneView = { ...NEW, listing: 'current', rounds: 1 };
const WRITTEN: LaneView = { ...LISTED, listing: 'old', writable: 0 };

it.each([
  ['begins with a listing, whatever there is to write', NEW, 'list'],
  ['writes what can be written', LISTED, 'write'],
  ['writes on while something is in doubt', { ...LISTED, doubtfulUntil: 1 }, 'write'],
  ['settles doubts once nothing else is left', { ...WRITTEN, doubtfulUntil: 1 }, 'settle'],
  ['settles its own doubts before it waits for others', { ...WRITTEN, doubtfulUntil: 1, waiting: 3 }, 'settle'],
  ['waits for others', { ...WRITTEN, waiting: 3 }, 'wait'],
  ['looks once more at what it wrote', WRITTEN, 'list'],
  ['closes when the last listing showed everything', { ...WRITTEN, listing: 'current' }, 'close'],
  ['needs no second listing where nothing was to be written', { ...LISTED, writable: 0 }, 'close'],
  ['gives up on a mailbox that keeps losing things', { ...LISTED, rounds: 13 }, 'give-up'],
] as const)('%s', (_, view, step) => {
  expect(laneStep(view)).toBe(step);
});
