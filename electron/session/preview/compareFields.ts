import type { DifferenceWord, FieldComparison, FieldValue } from '../../../shared/contract/wizard/preview.ts';
import { allProperties, textValue } from '../../../shared/ical/properties.ts';
import type { ICalEvent, ICalObject } from '../../../shared/ical/model.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { EwsRecurrence } from '../../../shared/ews/item.ts';
import type { SourceObject } from '../../../shared/domain/source.ts';
import { noteSentence, type NoteSentence } from './previewRows.ts';
import {
  attachmentsOfEvent,
  listOf,
  recurrenceOfEvent,
  remindersOfEvent,
  showAsOfEvent,
  textOf,
  timeOfEvent,
  travelMinutes,
} from './sourceValues.ts';

type Field = FieldComparison['field'];

/** Which field of the comparison a note's property belongs to. */
const FIELD_OF: Readonly<Record<string, Field>> = {
  SUMMARY: 'title',
  DTSTART: 'time',
  DTEND: 'time',
  DURATION: 'time',
  TZID: 'time',
  RRULE: 'recurrence',
  EXRULE: 'recurrence',
  RDATE: 'recurrence',
  EXDATE: 'recurrence',
  'RECURRENCE-ID': 'recurrence',
  ORGANIZER: 'organizer',
  ATTENDEE: 'guests',
  PARTSTAT: 'guests',
  'SCHEDULE-STATUS': 'guests',
  LOCATION: 'place',
  GEO: 'place',
  'X-APPLE-STRUCTURED-LOCATION': 'place',
  DESCRIPTION: 'notes',
  COMMENT: 'notes',
  CONTACT: 'notes',
  'X-ALT-DESC': 'notes',
  ALTREP: 'notes',
  'X-CALENDARSERVER-PRIVATE-COMMENT': 'notes',
  'X-CALENDARSERVER-ATTENDEE-COMMENT': 'notes',
  URL: 'link',
  CONFERENCE: 'link',
  'X-APPLE-CONFERENCE': 'link',
  TRANSP: 'showAs',
  STATUS: 'showAs',
  'X-MICROSOFT-CDO-BUSYSTATUS': 'showAs',
  CLASS: 'privacy',
  'X-CALENDARSERVER-ACCESS': 'privacy',
  PRIORITY: 'priority',
  CATEGORIES: 'category',
  COLOR: 'category',
  VALARM: 'reminder',
  TRIGGER: 'reminder',
  ACTION: 'reminder',
  'X-APPLE-TRAVEL-DURATION': 'travel',
  'X-APPLE-TRAVEL-RETURN-DURATION': 'travel',
  'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR': 'travel',
  ATTACH: 'attachments',
};

/** The copy on the Mac, and its calendar's name. */
export interface SourceSide {
  readonly event: ICalEvent;
  readonly ical: ICalObject;
  readonly object: SourceObject;
  readonly calendarName: string;
  /** The item shown is itself a travel block. */
  readonly isTravel: boolean;
  readonly organizer: string;
  readonly guests: readonly string[];
}

/** A travel block of the event, as it will be. */
export interface TravelSide {
  readonly key: string;
  readonly direction: 'to' | 'from';
  readonly planned: PlannedItem;
}

interface Pair {
  readonly field: Field;
  readonly source: FieldValue;
  readonly target: FieldValue;
  /** True where the two sides say the same in different words. */
  readonly isSame?: boolean;
}

function patternText({ pattern, range }: EwsRecurrence): string {
  const days = 'daysOfWeek' in pattern ? ` ${pattern.daysOfWeek.join(' ')}` : '';
  const interval = 'interval' in pattern && pattern.interval > 1 ? ` every ${String(pattern.interval)}` : '';
  const index = 'dayOfWeekIndex' in pattern ? ` ${pattern.dayOfWeekIndex}` : '';
  const day = 'dayOfMonth' in pattern ? ` ${String(pattern.dayOfMonth)}` : '';
  const month = 'month' in pattern ? ` ${pattern.month}` : '';
  const end =
    range.type === 'EndDate' ? ` to ${range.endDate}` : range.type === 'Numbered' ? `, ${String(range.numberOfOccurrences)} times` : '';
  return `${pattern.type}${interval}${index}${days}${day}${month}${end}`;
}

function recurrenceOfItem({ item }: PlannedItem): FieldValue {
  if (item.recurrence === null) return { type: 'none' };
  const { modifiedOccurrences, deletedOccurrences } = item;
  return {
    type: 'recurrence',
    text: patternText(item.recurrence),
    exceptions: modifiedOccurrences.length,
    deletions: deletedOccurrences.length,
  };
}

function privacyOf({ event, object }: SourceSide): string {
  const classification = textValue(event, 'CLASS').toUpperCase();
  if (object.access !== '' && object.access !== 'PUBLIC') return object.access.toLowerCase();
  return classification === '' || classification === 'PUBLIC' ? '' : classification.toLowerCase();
}

function priorityOf(event: ICalEvent): string {
  const priority = Number(textValue(event, 'PRIORITY'));
  if (!(priority >= 1 && priority <= 9)) return '';
  return priority < 5 ? 'High' : priority > 5 ? 'Low' : '';
}

function travelPairs(side: SourceSide, travels: readonly TravelSide[]): readonly Pair[] {
  return (['to', 'from'] as const).flatMap((direction) => {
    const travel = travels.find((one) => one.direction === direction);
    const minutes = travelMinutes(side.event, direction);
    if (travel === undefined && (minutes === 0 || side.isTravel)) return [];
    const { item } = travel?.planned ?? { item: null };
    const block =
      travel === undefined || item === null
        ? null
        : { key: travel.key, subject: item.subject, start: item.start, end: item.end, showAs: item.legacyFreeBusyStatus };
    const target: FieldValue = block === null ? { type: 'none' } : { type: 'travel', minutes, direction, item: block };
    return [{ field: 'travel', source: { type: 'travel', minutes, direction, item: null }, target } as const];
  });
}

function pairsOf(side: SourceSide, planned: PlannedItem, travels: readonly TravelSide[]): readonly Pair[] {
  // A travel block is part of its event on the Mac; everything else about the event is said at the event's own item.
  if (planned.kind === 'travel') return travelPairs(side, travels);
  const { event, ical } = side;
  const { item } = planned;
  const guests = [...item.requiredAttendees, ...item.optionalAttendees, ...item.resources].map(({ email }) => email);
  const sensitivity = item.sensitivity === 'Normal' ? '' : item.sensitivity.toLowerCase();
  const importance = item.importance === 'Normal' ? '' : item.importance;
  const reminder = item.reminderMinutesBeforeStart;
  return [
    { field: 'title', source: textOf(textValue(event, 'SUMMARY')), target: textOf(item.subject) },
    {
      field: 'time',
      source: timeOfEvent(event),
      target: { type: 'time', start: item.start, end: item.end, isAllDay: item.isAllDayEvent, zone: item.startTimeZone },
      isSame: true,
    },
    { field: 'recurrence', source: recurrenceOfEvent(event, ical.overrides.length), target: recurrenceOfItem(planned), isSame: true },
    { field: 'organizer', source: textOf(side.organizer), target: textOf(item.organizer?.email ?? '') },
    { field: 'guests', source: listOf(side.guests), target: listOf(guests) },
    { field: 'place', source: textOf(textValue(event, 'LOCATION')), target: textOf(item.location) },
    {
      field: 'notes',
      source: textOf(textValue(event, 'DESCRIPTION')),
      target: textOf(item.body.text),
      isSame: item.body.text.trim() === textValue(event, 'DESCRIPTION'),
    },
    { field: 'link', source: textOf(textValue(event, 'URL')), target: textOf('') },
    { field: 'showAs', source: showAsOfEvent(event), target: textOf(item.legacyFreeBusyStatus) },
    { field: 'privacy', source: textOf(privacyOf(side)), target: textOf(sensitivity) },
    { field: 'priority', source: textOf(priorityOf(event)), target: textOf(importance) },
    {
      field: 'category',
      source: listOf([...allProperties(event, 'CATEGORIES').flatMap(({ values }) => values)]),
      target: listOf(item.categories),
    },
    {
      field: 'reminder',
      source: remindersOfEvent(event),
      target: reminder === null ? { type: 'none' } : { type: 'reminder', minutesBefore: [reminder] },
    },
    ...travelPairs(side, travels),
    { field: 'attachments', source: attachmentsOfEvent(event), target: { type: 'none' } },
  ];
}

function isNone(value: FieldValue): boolean {
  return value.type === 'none';
}

function wordOf({ field, source, target, isSame }: Pair, reasons: readonly NoteSentence[]): DifferenceWord {
  const isLost = reasons.some(({ severity }) => severity !== 'adjusted');
  if (isLost) return isNone(target) ? 'not-carried' : 'in-part';
  if (field === 'travel') return isNone(target) ? 'not-carried' : 'changed';
  if (reasons.length > 0) return 'changed';
  if (isSame === true || JSON.stringify(source) === JSON.stringify(target)) return 'same';
  if (field === 'organizer' || field === 'guests') return 'mapped';
  if (isNone(target)) return field === 'link' ? 'changed' : 'not-carried';
  return 'changed';
}

function reasonsOf({ field, source }: Pair, notes: readonly NoteSentence[]): readonly NoteSentence[] {
  const own = notes.filter(({ property }) => FIELD_OF[property.toUpperCase()] === field);
  if (source.type !== 'travel') return own;
  // Each way has its own row and its own property.
  const isReturn = source.direction === 'from';
  return own.filter(({ property }) => property.toUpperCase().includes('RETURN') === isReturn);
}

/**
 * The event on the Mac beside the item in Exchange, field by field, each difference with its reasons. A field neither side has is left out;
 * notes about anything else are one row each, so that no reason is ever without a place.
 */
export function compareFields(side: SourceSide, planned: PlannedItem, travels: readonly TravelSide[]): readonly FieldComparison[] {
  const notes = planned.notes.map(noteSentence);
  const rows = pairsOf(side, planned, travels)
    .map((pair): FieldComparison => {
      const reasons = reasonsOf(pair, notes);
      return { field: pair.field, word: wordOf(pair, reasons), source: pair.source, target: pair.target, reasons };
    })
    .filter(({ source, target, reasons }) => !isNone(source) || !isNone(target) || reasons.length > 0);
  const said = new Set(rows.flatMap(({ reasons }) => reasons));
  const others = notes
    .filter((reason) => !said.has(reason))
    .map((reason): FieldComparison => ({
      field: 'other',
      word: reason.severity === 'adjusted' ? 'changed' : reason.became === '' ? 'not-carried' : 'in-part',
      source: textOf(reason.was),
      target: textOf(reason.became),
      reasons: [reason],
    }));
  return [...rows, ...others];
}
