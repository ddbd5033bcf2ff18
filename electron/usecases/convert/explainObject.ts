import type { SeriesClass } from '../../../shared/convert/model.ts';
import { eventsOf } from '../../../shared/convert/copies/role.ts';
import { patternText } from '../../../shared/convert/recurrence/ruleText.ts';
import type { Note } from '../../../shared/domain/note.ts';
import { NOTE_CATALOGUE } from '../../../shared/domain/noteCatalogue.ts';
import type { PlannedItem, SkippedObject } from '../../../shared/domain/plan.ts';
import type { EwsAttendee, EwsRecurrence } from '../../../shared/ews/item.ts';
import type { ICalDateTime, ICalEvent } from '../../../shared/ical/model.ts';
import { allProperties, textValue } from '../../../shared/ical/properties.ts';
import type { ReadObject } from '../../../shared/ical/readCalendarText.ts';

/** One object of a text with everything that became of it. */
export interface ConvertedObject {
  readonly read: ReadObject;
  readonly owner: string;
  readonly items: readonly PlannedItem[];
  readonly skipped: readonly SkippedObject[];
  readonly seriesClass: SeriesClass | null;
  readonly explanation: readonly string[];
}

const CLASSES: Readonly<Record<SeriesClass, string>> = {
  single: 'single appointments, no series',
  native: 'Exchange says it the same way',
  rewritten: 'Exchange says it by another pattern',
  split: 'several series together say it',
  detached: 'one series, and appointments beside it that Exchange cannot hold in one',
  expanded: 'written out, appointment by appointment',
  nothing: 'nothing is left of it',
};

/** What a person asks of one object: what it was, which rule was taken and why, what it becomes, and what changed on the way. */
export function explainObject({ read, owner, items, skipped, seriesClass, explanation }: ConvertedObject): readonly string[] {
  const { object } = read;
  if (object === null) return [`(not readable: ${read.reason})`, ...noteLines(read.notes)];
  const events = eventsOf(object);
  const [first] = events;
  const title = first === undefined ? object.others.map(({ name }) => name).join(', ') : textValue(first, 'SUMMARY') || '(no title)';
  return [
    `${title}  [UID ${read.uid === '' ? 'none' : read.uid}, calendar of ${owner}]`,
    ...section('before', events.flatMap(eventLines)),
    ...section('rule', [...(seriesClass === null ? [] : [`${seriesClass}: ${CLASSES[seriesClass]}`]), ...explanation]),
    ...section('after', [...items.flatMap(itemLines), ...skipped.map(({ reason }) => `nothing, because: ${reason}`)]),
    ...section('notes', noteLines([...items.flatMap(({ notes }) => notes), ...skipped.flatMap(({ notes }) => notes)])),
  ];
}

function section(word: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? word : '').padEnd(7)} ${line}`);
}

function timeText(time: ICalDateTime | null): string {
  if (time === null) return '';
  const iso = new Date(time.wall).toISOString();
  return time.isDate ? iso.slice(0, 10) : `${iso.slice(0, 16).replace('T', ' ')} ${time.tzid ?? '(floating)'}`;
}

function eventLines(event: ICalEvent): readonly string[] {
  const { dtstart, dtend, duration, recurrenceId, thisAndFuture, rrules, exrules, rdates, exdates, status } = event;
  const end = dtend !== null ? ` to ${timeText(dtend)}` : duration !== null ? ` for ${textValue(event, 'DURATION')}` : '';
  const changed = recurrenceId === null ? '' : `${thisAndFuture ? 'from' : 'instead of'} ${timeText(recurrenceId)}: `;
  const dates = (word: string, list: readonly ICalDateTime[]): string => `${word} ${list.map(timeText).join(', ')}`;
  return [
    `${changed}${timeText(dtstart)}${end}${status === '' ? '' : `, ${status.toLowerCase()}`}${event.hidden ? ', taken out by the owner' : ''}`,
    ...rrules.map(({ text }) => `repeats ${text}`),
    ...exrules.map(({ text }) => `except ${text}`),
    ...(rdates.length === 0
      ? []
      : [
          dates(
            'also on',
            rdates.map(({ start }) => start),
          ),
        ]),
    ...(exdates.length === 0 ? [] : [dates('not on', exdates)]),
    ...(recurrenceId === null ? peopleLines(event) : []),
  ];
}

function peopleLines(event: ICalEvent): readonly string[] {
  return ['ORGANIZER', 'ATTENDEE'].flatMap((name) =>
    allProperties(event, name).map(({ parameters, values }) => {
      const answer = parameters['PARTSTAT'] === undefined ? '' : `, ${parameters['PARTSTAT'].toLowerCase()}`;
      return `${name.toLowerCase()} ${[parameters['CN'], values[0]].filter((text) => text !== undefined && text !== '').join(' ')}${answer}`;
    }),
  );
}

function itemLines({ kind, mode, part, item }: PlannedItem): readonly string[] {
  const zones = item.startTimeZone === item.endTimeZone ? item.startTimeZone : `${item.startTimeZone} to ${item.endTimeZone}`;
  const times = item.isAllDayEvent ? `${item.start} to ${item.end} (all day)` : `${item.start} to ${item.end}`;
  const changes = [
    item.modifiedOccurrences.length > 0 ? `${item.modifiedOccurrences.length} changed` : '',
    item.deletedOccurrences.length > 0 ? `${item.deletedOccurrences.length} deleted` : '',
  ].filter((text) => text !== '');
  return [
    `${kind}${kind === 'meeting' ? ` (${mode})` : ''} «${item.subject}» ${times}, ${zones}, ${item.legacyFreeBusyStatus}  [${part}]`,
    ...(item.recurrence === null ? [] : [`  ${recurrenceText(item.recurrence)}${changes.length === 0 ? '' : `; ${changes.join(', ')}`}`]),
    ...attendeeLines('required', item.requiredAttendees),
    ...attendeeLines('optional', item.optionalAttendees),
    ...attendeeLines('resources', item.resources),
  ];
}

function recurrenceText({ pattern, range }: EwsRecurrence): string {
  return `${pattern.type} (${patternText(pattern)}) from ${range.startDate}, ${rangeText(range)}`;
}

function rangeText(range: EwsRecurrence['range']): string {
  switch (range.type) {
    case 'NoEnd':
      return 'without end';
    case 'EndDate':
      return `until ${range.endDate}`;
    case 'Numbered':
      return `${range.numberOfOccurrences} times`;
  }
}

function attendeeLines(word: string, attendees: readonly EwsAttendee[]): readonly string[] {
  if (attendees.length === 0) return [];
  return [`  ${word}: ${attendees.map(({ name, email, response }) => `${name} <${email}> ${response}`).join(', ')}`];
}

function noteLines(notes: readonly Note[]): readonly string[] {
  return notes.map(({ code, severity, property, was, became }) => {
    const entry = Object.entries(NOTE_CATALOGUE).find(([known]) => known === code)?.[1];
    const values = [was, became].filter((text) => text !== '').join(' -> ');
    const place = [property, values].filter((text) => text !== '').join(' ');
    return `${severity} ${code}: ${entry?.sentence ?? ''}${place === '' ? '' : ` [${place}]`}`;
  });
}
