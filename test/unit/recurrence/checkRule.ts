import { expect } from 'vitest';
import type { SeriesPlan } from '../../../shared/convert/model.ts';
import { expected, options, outline, plan, readEvents, shown } from './support.ts';

/** Name, date of DTSTART (an hour from nine in Berlin), rule, class, parts (the first two and their number when many), notes. */
export type RuleRow = readonly [string, string, string, SeriesPlan['seriesClass'], readonly string[], readonly string[]];

function eventText(date: string, rule: string): string {
  return `DTSTART;TZID=Europe/Berlin:${date}T090000\nDTEND;TZID=Europe/Berlin:${date}T100000\nRRULE:${rule}`;
}

function shortOutline(planned: SeriesPlan): readonly string[] {
  const lines = outline(planned);
  return lines.length > 8 ? [...lines.slice(0, 2), `… ${lines.length}`] : lines;
}

/** That Exchange is told this rule so, and shows the same instances. */
export function checkRule([, date, rule, seriesClass, parts, notes]: RuleRow): void {
  const text = eventText(date, rule);
  const planned = plan(text);
  expect([planned.seriesClass, shortOutline(planned), planned.notes.map(({ code }) => code)]).toEqual([seriesClass, parts, notes]);
  const window = { from: Date.UTC(2026, 0, 1), to: options.horizon };
  expect(shown(planned.parts, window)).toEqual(expected(readEvents(text), window));
}
