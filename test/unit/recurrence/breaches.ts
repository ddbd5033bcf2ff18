import type { PartException, SeriesPart } from '../../../shared/convert/model.ts';
import { expandPattern } from '../../../shared/ews/expandPattern.ts';
import type { EwsRecurrence, RecurrencePattern } from '../../../shared/ews/item.ts';
import { dateOf, dayOfDate } from '../../../shared/ews/patternCalendar.ts';
import { windowsTimeZone } from '../../../shared/ews/windowsZones.ts';

const DAY = 86_400_000;

/** What Exchange would refuse about a part, in words. */
export function breaches(part: SeriesPart): readonly string[] {
  const { recurrence } = part;
  if (recurrence === null) return part.exceptions.length + part.deletions.length === 0 ? [] : [`${part.part}: a single with exceptions`];
  return [...patternBreaches(recurrence), ...exceptionBreaches(part, recurrence)].map((text) => `${part.part}: ${text}`);
}

const LIMITS: Readonly<Record<RecurrencePattern['type'], number>> = {
  Daily: 999,
  Weekly: 99,
  AbsoluteMonthly: 99,
  RelativeMonthly: 99,
  AbsoluteYearly: 1,
  RelativeYearly: 1,
};

function patternBreaches({ pattern, range }: EwsRecurrence): readonly string[] {
  const found: string[] = [];
  const interval = 'interval' in pattern ? pattern.interval : 1;
  if (interval < 1 || interval > LIMITS[pattern.type]) found.push(`interval ${interval}`);
  const days = expandPattern({ pattern, range });
  if (!days.has(dayOfDate(range.startDate))) found.push(`starts on ${range.startDate}, which is no occurrence`);
  if (range.type === 'Numbered' && (range.numberOfOccurrences < 2 || range.numberOfOccurrences > 999)) found.push('count');
  if (range.type === 'EndDate' && !days.has(dayOfDate(range.endDate))) found.push(`ends on ${range.endDate}, which is no occurrence`);
  return found;
}

interface Slot {
  readonly day: number;
  readonly start: number;
  readonly end: number;
}

/** Every occurrence around an exception must lie after the one before it, on a later day. */
function exceptionBreaches(part: SeriesPart, recurrence: EwsRecurrence): readonly string[] {
  const days = expandPattern(recurrence);
  const deleted = new Set(part.deletions.map(({ wall }) => Math.floor(wall / DAY)));
  const changed = new Map(part.exceptions.map((one) => [Math.floor(one.original.wall / DAY), one]));
  const found: string[] = [];
  if (deleted.size + changed.size > 200) found.push(`${deleted.size + changed.size} exceptions`);
  for (const day of [...deleted, ...changed.keys()]) {
    if (!days.has(day)) found.push(`exception on ${dateOf(day)}, which is no occurrence`);
  }
  for (const [day, exception] of changed) {
    if (deleted.has(day)) found.push(`${dateOf(day)} is deleted and changed`);
    const here = slotOf(part, day, exception);
    const before = days.lastUpTo(day - 1);
    const [after] = days.from(day + 1);
    if (before !== null && !deleted.has(before) && !isInOrder(slotOf(part, before, changed.get(before)), here))
      found.push(`${dateOf(day)} before its neighbour`);
    if (after !== undefined && !deleted.has(after) && !isInOrder(here, slotOf(part, after, changed.get(after))))
      found.push(`${dateOf(day)} after its neighbour`);
  }
  return found;
}

function isInOrder(first: Slot, second: Slot): boolean {
  return first.day < second.day && first.end <= second.start;
}

function slotOf(part: SeriesPart, day: number, exception: PartException | undefined): Slot {
  const { span } = part;
  const zone = span.isAllDay ? null : windowsTimeZone(span.start.windowsId);
  const wallOf = (instant: number): number => zone?.toWall(instant) ?? instant;
  if (exception === undefined) {
    const start = day * DAY + (span.start.wall - Math.floor(span.start.wall / DAY) * DAY);
    return { day, start, end: start + wallOf(span.end.instant) - wallOf(span.start.instant) };
  }
  const { start, end } = exception.span;
  if (exception.span.isAllDay || zone === null) return { day: Math.floor(start.wall / DAY), start: start.wall, end: end.wall };
  return { day: Math.floor(wallOf(start.instant) / DAY), start: wallOf(start.instant), end: wallOf(end.instant) };
}
