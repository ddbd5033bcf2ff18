import { parseDateTime } from './dateTime.ts';
import { parseDuration } from './duration.ts';
import type { ICalComponent, ICalDateTime, ICalDuration, ICalEvent, ICalProperty, ICalRDate, ICalRecur } from './model.ts';
import { parseRecur } from './recur.ts';
import type { RepairLog } from './repairLog.ts';

/** The parts of an event while its properties are gone through. */
interface Draft {
  recurrenceId: ICalDateTime | null;
  hasRecurrenceId: boolean;
  thisAndFuture: boolean;
  dtstart: ICalDateTime | null;
  dtend: ICalDateTime | null;
  duration: ICalDuration | null;
  rrules: ICalRecur[];
  exrules: ICalRecur[];
  readonly ruleLines: Set<string>;
  rdates: ICalRDate[];
  exdates: ICalDateTime[];
  sequence: number;
  status: string;
  hidden: boolean;
}

/** Reads a DATE or DATE-TIME value with its TZID; null, with a note, when there is no such time. */
function readDateTime(property: ICalProperty, value: string, log: RepairLog): ICalDateTime | null {
  const tzid = property.parameters['TZID'];
  const parsed = parseDateTime(value, tzid?.trim() === '' ? null : (tzid ?? null), property.type);
  if (parsed === null) {
    log.add('date-unreadable', property.name, value);
    return null;
  }
  if (parsed.ignoredZulu) log.add('zulu-ignored', property.name, value, tzid ?? '');
  else if (!parsed.regular) log.add('date-repaired', property.name, value);
  if (tzid?.trim() === '') log.add('time-zone-empty', property.name, value);
  return parsed.value;
}

type Lift = (draft: Draft, property: ICalProperty, log: RepairLog) => void;

const firstValue = (property: ICalProperty): string => property.values[0] ?? '';

/** What is lifted into fields, by property name. Where RFC 5545 allows a property once, the first readable one counts. */
const LIFTS: ReadonlyMap<string, Lift> = new Map<string, Lift>([
  ['DTSTART', (draft, property, log) => void (draft.dtstart ??= readDateTime(property, firstValue(property), log))],
  ['DTEND', (draft, property, log) => void (draft.dtend ??= readDateTime(property, firstValue(property), log))],
  ['DURATION', liftDuration],
  ['RECURRENCE-ID', liftRecurrenceId],
  ['RRULE', (draft, property, log) => liftRule(draft, draft.rrules, property, log)],
  ['EXRULE', (draft, property, log) => liftRule(draft, draft.exrules, property, log)],
  ['RDATE', liftRDate],
  ['EXDATE', liftExDate],
  ['SEQUENCE', (draft, property) => void (draft.sequence = sequenceOf(property))],
  ['STATUS', (draft, property) => void (draft.status = firstValue(property).trim().toUpperCase())],
  ['X-CALENDARSERVER-HIDDEN-INSTANCE', (draft, property) => void (draft.hidden = !/^(?:F|FALSE|0)$/i.test(firstValue(property).trim()))],
]);

/** SEQUENCE as a number; 0 when it is none. */
export function sequenceOf(property: ICalProperty): number {
  const sequence = Number.parseInt(firstValue(property), 10);
  return Number.isSafeInteger(sequence) && sequence > 0 ? sequence : 0;
}

function liftDuration(draft: Draft, property: ICalProperty, log: RepairLog): void {
  const duration = parseDuration(firstValue(property));
  if (duration === null) log.add('duration-unreadable', property.name, firstValue(property));
  draft.duration ??= duration;
}

function liftRecurrenceId(draft: Draft, property: ICalProperty, log: RepairLog): void {
  draft.hasRecurrenceId = true;
  draft.recurrenceId ??= readDateTime(property, firstValue(property), log);
  draft.thisAndFuture ||= property.parameters['RANGE']?.toUpperCase() === 'THISANDFUTURE';
}

function liftRule(draft: Draft, rules: ICalRecur[], property: ICalProperty, log: RepairLog): void {
  const text = firstValue(property);
  const line = `${property.name}:${text}`;
  if (draft.ruleLines.has(line)) {
    log.add('rule-repeated', property.name, text);
    return;
  }
  draft.ruleLines.add(line);
  const { recur, notes } = parseRecur(text);
  log.addAll(notes);
  if (recur !== null) rules.push(recur);
}

function liftExDate(draft: Draft, property: ICalProperty, log: RepairLog): void {
  for (const value of property.values) {
    const exdate = value.trim() === '' ? null : readDateTime(property, value, log);
    if (exdate !== null) draft.exdates.push(exdate);
  }
}

function liftRDate(draft: Draft, property: ICalProperty, log: RepairLog): void {
  for (const value of property.values) {
    if (value.trim() === '') continue;
    const [from = '', to] = value.split('/');
    const start = readDateTime(property, from, log);
    if (start === null) continue;
    const duration = to === undefined ? null : parseDuration(to);
    const end = to === undefined || duration !== null ? null : readDateTime(property, to, log);
    draft.rdates.push({ start, end, duration });
  }
}

/** Takes a VEVENT as a value; null, with a note, when it has no usable start. */
export function liftEvent(component: ICalComponent, synthesized: boolean, log: RepairLog): ICalEvent | null {
  const draft: Draft = {
    recurrenceId: null,
    hasRecurrenceId: false,
    thisAndFuture: false,
    dtstart: null,
    dtend: null,
    duration: null,
    rrules: [],
    exrules: [],
    ruleLines: new Set(),
    rdates: [],
    exdates: [],
    sequence: 0,
    status: '',
    hidden: false,
  };
  for (const property of component.properties) LIFTS.get(property.name)?.(draft, property, log);
  const dtstart = startOf(draft, log);
  if (dtstart === null) return null;
  settle(draft, log);
  return {
    recurrenceId: draft.recurrenceId,
    thisAndFuture: draft.thisAndFuture,
    dtstart,
    dtend: draft.dtend,
    duration: draft.duration,
    rrules: draft.rrules,
    exrules: draft.exrules,
    rdates: draft.rdates,
    exdates: draft.exdates,
    sequence: draft.sequence,
    status: draft.status,
    hidden: draft.hidden,
    synthesized,
    properties: component.properties,
    alarms: alarmsOf(component, log),
  };
}

function alarmsOf({ components }: ICalComponent, log: RepairLog): readonly ICalComponent[] {
  if (components.length === 0) return components;
  for (const { name } of components) if (name !== 'VALARM') log.add('sub-component-dropped', name);
  return components.filter(({ name }) => name === 'VALARM');
}

function startOf(draft: Draft, log: RepairLog): ICalDateTime | null {
  if (draft.hasRecurrenceId && draft.recurrenceId === null) {
    log.add('recurrence-id-unreadable', 'RECURRENCE-ID');
    return null;
  }
  if (draft.dtstart !== null) return draft.dtstart;
  log.add(draft.recurrenceId === null ? 'start-unreadable' : 'start-from-recurrence-id', 'DTSTART');
  return draft.recurrenceId;
}

/** What may not stand together: DTEND beside DURATION (RFC 5545 §3.6.1), a recurrence on an override. */
function settle(draft: Draft, log: RepairLog): void {
  if (draft.dtend !== null && draft.duration !== null) {
    log.add('end-and-duration', 'DTEND');
    draft.dtend = null;
  }
  const recurring = draft.rrules.length + draft.exrules.length + draft.rdates.length > 0;
  if (draft.recurrenceId === null || draft.thisAndFuture || !recurring) return;
  log.add('rule-on-override', 'RRULE', draft.rrules[0]?.text ?? '');
  [draft.rrules, draft.exrules, draft.rdates, draft.exdates] = [[], [], [], []];
}
