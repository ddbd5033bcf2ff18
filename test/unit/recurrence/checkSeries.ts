import { expect } from 'vitest';
import type { SeriesPlan } from '../../../shared/convert/model.ts';
import { breaches } from './breaches.ts';
import { expected, options, outline, plan, readEvents, shown } from './support.ts';

/** Name, events, class, parts, notes. */
export type SeriesRow = readonly [string, string, SeriesPlan['seriesClass'], readonly string[], readonly string[]];

/** A property's parameter and value: a time in Berlin. */
export const berlin = (date: string, time = '090000'): string => `;TZID=Europe/Berlin:${date}T${time}`;
/** An hour from nine in Berlin, every Monday. */
export const WEEKLY = `DTSTART${berlin('20261102')}\nDTEND${berlin('20261102', '100000')}\nRRULE:FREQ=WEEKLY`;
/** An hour from nine in Berlin, every day. */
export const DAILY = `DTSTART${berlin('20261102')}\nDTEND${berlin('20261102', '100000')}\nRRULE:FREQ=DAILY`;

/** An override in Berlin: which occurrence, its new date, from when to when, more lines. */
export function changed(id: string, date: string, from = '090000', to = '100000', extra = ''): string {
  return `\n\nRECURRENCE-ID${berlin(id)}\nDTSTART${berlin(date, from)}\nDTEND${berlin(date, to)}${extra}`;
}

/** That Exchange is told these events so, can hold what it is told, and shows the same instances. */
export function checkSeries([name, text, seriesClass, parts, notes]: SeriesRow): void {
  const planned = plan(text);
  expect([planned.seriesClass, outline(planned), planned.notes.map(({ code }) => code)]).toEqual([seriesClass, parts, notes]);
  expect(planned.parts.flatMap(breaches)).toEqual([]);
  const window = { from: Date.UTC(1910, 0, 1), to: options.horizon };
  expect(shown(planned.parts, window), name).toEqual(expected(readEvents(text), window));
}
