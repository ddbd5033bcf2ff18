import { LAST_DAY, DAY_MS } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { Wall } from '../../domain/timeZone.ts';
import type { SeriesDays } from '../../ews/expandPattern.ts';
import { laneDays } from './lane.ts';
import type { Lane } from './lane.ts';

/** Where a rule ends: after so many instances, after a wall (included), both, or never. */
export interface RuleEnd {
  readonly count: number | null;
  readonly until: Wall | null;
}

/** A lane with its first and last day; `last` is null where it never ends. */
export interface RangedLane {
  readonly lane: Lane;
  readonly first: DayNumber;
  readonly last: DayNumber | null;
  /** The end was written as COUNT: it is kept as a number where Exchange can. */
  readonly byCount: boolean;
  /** Days of the pattern that the rule leaves out. */
  readonly gaps: readonly DayNumber[];
  /** DTSTART is one of its instances. */
  readonly holdsStart: boolean;
}

/**
 * Series that began earlier begin here: Apple's birthdays without a year are of 1604, and Exchange's calendar of 1601. Not in 1900,
 * which had no leap day to begin with.
 */
export const FIRST_DAY: DayNumber = Date.UTC(1901, 0, 1) / DAY_MS;

/**
 * Gives the lanes of one rule their ends. DTSTART is the first of COUNT whether a lane holds it or not (RFC 5545 §3.8.5.3). Lanes
 * without a day are left out.
 */
export function rangeLanes(lanes: readonly Lane[], start: Wall, end: RuleEnd): readonly RangedLane[] {
  const days = lanes.map((lane) => laneDays(lane, start));
  const lastByCount = end.count === null ? null : lastDays(lanes, days, start, end.count);
  return lanes.flatMap((lane, index): readonly RangedLane[] => {
    const holdsStart = isAt(lane, start) && days[index]?.has(Math.floor(start / DAY_MS)) === true;
    const byUntil = end.until === null ? LAST_DAY : Math.floor((end.until - lane.timeOfDay) / DAY_MS);
    const byCount = lastByCount?.[index] ?? LAST_DAY;
    const last = Math.min(byUntil, byCount, LAST_DAY);
    const [first] = days[index]?.from(FIRST_DAY) ?? [];
    if (first === undefined || first > last) return [];
    if (last >= LAST_DAY) return [{ lane, first, last: null, byCount: false, gaps: [], holdsStart }];
    return [{ lane, first, last: days[index]?.lastUpTo(last) ?? last, byCount: byCount < byUntil, gaps: [], holdsStart }];
  });
}

/** For each lane the last day on which one of the first `count` instances of all lanes together can lie. */
function lastDays(lanes: readonly Lane[], days: readonly SeriesDays[], start: Wall, count: number): readonly DayNumber[] {
  const holdsStart = lanes.some((lane, index) => isAt(lane, start) && days[index]?.has(Math.floor(start / DAY_MS)));
  const wanted = holdsStart ? count : count - 1;
  if (days.length === 1 && wanted > 0) return [days[0]?.nth(wanted) ?? LAST_DAY];
  const countUpTo = (day: DayNumber): number => days.reduce((sum, one) => sum + one.countUpTo(day), 0);
  let low = Math.floor(start / DAY_MS) - 1;
  let high = LAST_DAY;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (countUpTo(middle) >= wanted) high = middle;
    else low = middle;
  }
  const day = wanted <= 0 ? low : high;
  let tooMany = countUpTo(day) - Math.max(0, wanted);
  const latestFirst = [...lanes.keys()].sort((a, b) => (lanes[b]?.timeOfDay ?? 0) - (lanes[a]?.timeOfDay ?? 0));
  const last = lanes.map(() => day);
  for (const index of latestFirst) {
    if (tooMany > 0 && days[index]?.has(day)) {
      last[index] = day - 1;
      tooMany -= 1;
    }
  }
  return last;
}

function isAt(lane: Lane, wall: Wall): boolean {
  return wall - Math.floor(wall / DAY_MS) * DAY_MS === lane.timeOfDay;
}
