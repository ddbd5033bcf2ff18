import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { Instant, TimeZone } from '../../domain/timeZone.ts';
import { parseDateTime } from '../../ical/dateTime.ts';
import { parseDuration } from '../../ical/duration.ts';
import type { ICalComponent, ICalProperty } from '../../ical/model.ts';
import type { EventSpan } from '../model.ts';
import { firstProperty, textValue } from '../../ical/properties.ts';
import { parameterOf } from '../parameterOf.ts';
import type { ContentInput, Converted } from './rule.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** types.xsd, ReminderMinutesBeforeStartType: five years. */
const LONGEST_LEAD = 2_629_800;
/** Apple's clients write this moment for "no alarm". */
const NO_ALARM = '19760401T005545Z';

const NONE: Converted<number | null> = { value: null, notes: [] };

interface Candidate {
  readonly minutes: number;
  /** Alarms that show something; mail and programs stand in only where there is nothing else. */
  readonly isShown: boolean;
  readonly text: string;
}

/**
 * VALARM -> ReminderMinutesBeforeStart, null for none (Exchange would otherwise set 15 minutes itself). Exchange keeps one reminder:
 * the one nearest before the start. A past single gets none, or hundreds of them would pop up on Monday morning.
 */
export function convertReminder({ own, span, frame }: ContentInput): Converted<number | null> {
  if (own.alarms.length === 0) return NONE;
  const notes: Note[] = [];
  const timing = timingOf(span, frame.dayZone);
  const candidates = own.alarms.flatMap((alarm) => candidateOf(alarm, timing, notes));
  const shown = candidates.filter((candidate) => candidate.isShown);
  const usable = [...(shown.length > 0 ? shown : candidates)].sort((one, other) => one.minutes - other.minutes);
  const chosen = usable[0];
  if (chosen === undefined) return { value: null, notes };
  if (!frame.isSeries && timing.end <= frame.asOf) {
    return { value: null, notes: [...notes, note(PROPERTY_NOTES, 'reminder-past', 'VALARM', chosen.text)] };
  }
  if (!chosen.isShown) notes.push(note(PROPERTY_NOTES, 'reminder-as-display', 'ACTION', chosen.text, `${chosen.minutes} min`));
  for (const other of candidates) {
    if (other.minutes !== chosen.minutes)
      notes.push(note(PROPERTY_NOTES, 'reminder-chosen', 'VALARM', other.text, `${chosen.minutes} min`));
  }
  if (chosen.minutes <= LONGEST_LEAD) return { value: chosen.minutes, notes };
  return {
    value: LONGEST_LEAD,
    notes: [...notes, note(PROPERTY_NOTES, 'reminder-too-early', 'TRIGGER', chosen.text, `${LONGEST_LEAD} min`)],
  };
}

function candidateOf(alarm: ICalComponent, timing: Timing, notes: Note[]): readonly Candidate[] {
  const action = textValue(alarm, 'ACTION').toUpperCase();
  const trigger = firstProperty(alarm, 'TRIGGER');
  const text = (trigger?.values[0] ?? '').trim();
  if (action === 'NONE' || text === NO_ALARM) return [];
  const lead = trigger === undefined ? null : leadOf(trigger, text, timing);
  if (lead === null) {
    notes.push(note(PROPERTY_NOTES, 'reminder-unreadable', 'TRIGGER', text));
    return [];
  }
  const minutes = Math.ceil(lead / MINUTE_MS);
  if (minutes < 0) {
    notes.push(note(PROPERTY_NOTES, 'reminder-after-start', 'TRIGGER', text));
    return [];
  }
  // Math.ceil(-0.5) is -0, which JSON writes as 0 but a comparison by Object.is does not take for it.
  return [{ minutes: minutes === 0 ? 0 : minutes, isShown: action !== 'EMAIL' && action !== 'PROCEDURE', text }];
}

/** Milliseconds from the alarm to the start, null when the trigger cannot be read. X-APPLE-RELATED-TRAVEL changes nothing: the value already counts from the start. */
function leadOf(trigger: ICalProperty, text: string, { start, end, zone }: Timing): number | null {
  const duration = /^[+-]?P/i.test(text) ? parseDuration(text) : null;
  if (duration !== null) {
    const related = parameterOf(trigger, 'RELATED').toUpperCase() === 'END' ? end - start : 0;
    return -(duration.days * DAY_MS + duration.milliseconds) - related;
  }
  const absolute = parseDateTime(text, parameterOf(trigger, 'TZID') || null);
  if (absolute === null) return null;
  const { wall, tzid } = absolute.value;
  return start - (tzid === 'UTC' ? wall : zone.toInstant(wall));
}

/** When the event really begins and ends: an all-day span counts dates, and its midnights are those of the owner's zone. */
interface Timing {
  readonly start: Instant;
  readonly end: Instant;
  readonly zone: TimeZone;
}

function timingOf({ start, end, isAllDay }: EventSpan, dayZone: TimeZone): Timing {
  if (!isAllDay) return { start: start.instant, end: end.instant, zone: start.zone };
  return { start: dayZone.toInstant(start.wall), end: dayZone.toInstant(end.wall), zone: dayZone };
}
