import type { Instant, Wall } from '../../domain/timeZone.ts';
import { parseDateTime } from '../../ical/dateTime.ts';
import { ruleWalls } from '../../ical/expandRule.ts';
import type { ICalComponent, ICalRecur } from '../../ical/model.ts';
import { allProperties, textValue } from '../../ical/properties.ts';
import { parseRecur } from '../../ical/recur.ts';

/** A STANDARD or DAYLIGHT of a VTIMEZONE: the offset that holds from each onset on. Offsets in minutes east of UTC. */
export interface Observance {
  readonly offsetFrom: number;
  readonly offsetTo: number;
  /** Ascending. */
  readonly onsets: readonly Instant[];
}

interface Draft {
  readonly kind: string;
  readonly start: Wall;
  readonly offsetFrom: number;
  readonly offsetTo: number;
  readonly rule: ICalRecur | null;
  readonly extra: readonly Wall[];
}

const MINUTE = 60_000;
/** Exchange writes the years 1 and 1601 for «always»; changes before 1900 concern no calendar. */
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2200, 0, 1);

/**
 * Reads the observances of a VTIMEZONE, tolerating what real ones have: a missing half, a missing offset, years 0001 and 1601,
 * seconds in offsets, any order. Of two rules of one kind the later one ends the earlier.
 */
export function readObservances(component: ICalComponent): readonly Observance[] {
  const drafts = component.components.flatMap(readDraft).sort((a, b) => a.start - b.start);
  return drafts.map((draft, index) => {
    const successor = drafts
      .slice(index + 1)
      .find((later) => later.kind === draft.kind && later.rule !== null && later.start > draft.start);
    const walls = [draft.start, ...draft.extra, ...ruleOnsets(draft, successor?.start ?? Infinity)];
    const onsets = [...new Set(walls)].sort((a, b) => a - b).map((wall) => wall - draft.offsetFrom * MINUTE);
    return { offsetFrom: draft.offsetFrom, offsetTo: draft.offsetTo, onsets };
  });
}

function readDraft(component: ICalComponent): readonly Draft[] {
  if (component.name !== 'STANDARD' && component.name !== 'DAYLIGHT') return [];
  const to = readOffset(textValue(component, 'TZOFFSETTO'));
  const from = readOffset(textValue(component, 'TZOFFSETFROM'));
  const offset = to ?? from;
  if (offset === null) return [];
  const [rule = null] = allProperties(component, 'RRULE').flatMap((property) => parseRecur(property.values[0] ?? '').recur ?? []);
  const extra = allProperties(component, 'RDATE').flatMap((property) =>
    property.values.flatMap((value) => parseDateTime(value.split('/')[0] ?? '')?.value.wall ?? []),
  );
  return [
    {
      kind: component.name,
      start: parseDateTime(textValue(component, 'DTSTART'))?.value.wall ?? FIRST,
      offsetFrom: from ?? offset,
      offsetTo: offset,
      rule,
      extra,
    },
  ];
}

/** No place was ever farther from UTC (Manila's local mean time: -15:56). */
const FARTHEST = 16 * 60;

/** RFC 5545 §3.8.2.2: `+0100`, `-033045`; also `+01:00`, `-0000`, and hours without a sign. */
function readOffset(text: string): number | null {
  const parts = /^([+-]?)(\d\d):?(\d\d):?(\d\d)?$/.exec(text.trim());
  if (parts === null) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]) + Number(parts[4] ?? 0) / 60;
  if (minutes > FARTHEST) return null;
  return parts[1] === '-' && minutes > 0 ? -minutes : minutes;
}

/** The onsets the rule adds, as walls before the change. UNTIL is an instant there (§3.3.10), COUNT includes DTSTART. */
function ruleOnsets({ rule, start, offsetFrom }: Draft, before: Wall): readonly Wall[] {
  if (rule === null) return [];
  const until = rule.until === null ? Infinity : rule.until.wall + (rule.until.tzid === 'UTC' ? offsetFrom * MINUTE : 0);
  const range = { from: rule.count === null ? Math.max(FIRST, start) : start, through: LAST };
  const onsets: Wall[] = [];
  for (const wall of ruleWalls(rule, start, false, range, { left: 1_000_000 })) {
    if (wall > until || wall >= before || (rule.count !== null && onsets.length >= rule.count)) break;
    onsets.push(wall);
  }
  return onsets;
}
