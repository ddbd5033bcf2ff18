import { expect } from 'vitest';
import type { SeriesPlan } from '../../../shared/convert/model.ts';
import { breaches } from './breaches.ts';
import { expected, options, outline, plan, readEvents, shown } from './support.ts';

/** Name, events, class, the first two parts and how many there are, notes. */
export type OddRow = readonly [string, string, SeriesPlan['seriesClass'], readonly (string | number)[], readonly string[]];

/** A property's parameter: a time in Berlin follows. */
export const BERLIN = ';TZID=Europe/Berlin:';

/** An hour from nine in Berlin. */
export function timed(date: string, ...lines: readonly string[]): string {
  return [`DTSTART${BERLIN}${date}T090000`, `DTEND${BERLIN}${date}T100000`, ...lines].join('\n');
}

/** Whole days, so many from 2 November 2026. */
export function days(duration: string, ...lines: readonly string[]): string {
  return ['DTSTART;VALUE=DATE:20261102', `DURATION:${duration}`, ...lines].join('\n');
}

/** That Exchange is told these events so, can hold what it is told, and shows the same instances. */
export function checkOddSeries([, text, seriesClass, parts, notes]: OddRow): void {
  const planned = plan(text);
  const lines = outline(planned);
  const codes = planned.notes.map(({ code }) => code);
  expect([planned.seriesClass, [...lines.slice(0, 2), lines.length], codes]).toEqual([seriesClass, parts, notes]);
  const window = { from: Date.UTC(2000, 0, 1), to: options.horizon };
  expect(shown(planned.parts, window)).toEqual(expected(readEvents(text), window));
  expect(planned.parts.flatMap(breaches)).toEqual([]);
}
