import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Agenda } from '../../../electron/run/living/Agenda.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const STARTED_AT = Date.UTC(2026, 10, 20, 8);

let date: number;
let steady: number;
let agenda: Agenda<string>;

/** Time passes when somebody waits, and by both clocks alike. */
const pause = (milliseconds: number): Promise<void> => {
  date += milliseconds;
  steady += milliseconds;
  return Promise.resolve();
};

beforeEach(() => {
  [date, steady] = [STARTED_AT, 5000];
  vi.spyOn(performance, 'now').mockImplementation(() => steady);
  agenda = new Agenda(() => date, pause, new AbortController().signal);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Who comes back, and how long after the beginning. */
async function comeBack(): Promise<readonly (readonly [string, number])[]> {
  const came: [string, number][] = [];
  for (let next = await agenda.next(); next !== null; next = await agenda.next()) {
    came.push([next, steady - 5000]);
    agenda.done();
  }
  return came;
}

describe('the agenda of a run', () => {
  it('lets everybody come back when it is time, those of one time in the order they came', async () => {
    agenda.add('later', STARTED_AT + 2 * MINUTE_MS);
    agenda.add('first', 0);
    agenda.add('soon', STARTED_AT + MINUTE_MS);
    agenda.add('second', 0);
    agenda.add('soon, too', STARTED_AT + MINUTE_MS);
    expect(await comeBack()).toEqual([
      ['first', 0],
      ['second', 0],
      ['soon', MINUTE_MS],
      ['soon, too', MINUTE_MS],
      ['later', 2 * MINUTE_MS],
    ]);
  });

  it.each([
    ['forward', 5 * HOUR_MS],
    ['back', -5 * HOUR_MS],
  ])('neither shortens nor stretches a wait when the date is set %s', async (_, jump) => {
    agenda.add('waits two minutes', STARTED_AT + 2 * MINUTE_MS);
    date += jump;
    agenda.add('waits one', date + MINUTE_MS);
    agenda.add('waits three', date + 3 * MINUTE_MS);
    expect(await comeBack()).toEqual([
      ['waits one', MINUTE_MS],
      ['waits two minutes', 2 * MINUTE_MS],
      ['waits three', 3 * MINUTE_MS],
    ]);
  });
});
