import type { Note } from '../domain/note.ts';
import { liftEvent, sequenceOf } from './liftEvent.ts';
import type { ICalComponent, ICalEvent, ICalObject, ICalProperty } from './model.ts';
import { parseCalendars } from './parseCalendars.ts';
import type { ParsedCalendar, ParsedComponent } from './parseCalendars.ts';
import { chooseBlock, mergePerUser } from './perUser.ts';
import type { Instances } from './perUser.ts';
import { firstProperty, textValue } from './properties.ts';
import { recurrenceIdOf, recurrenceKey } from './recurrenceKey.ts';
import { RepairLog } from './repairLog.ts';

export interface ReadOptions {
  /** UID of the home's owner, whose personal data are merged; null when nobody knows. */
  readonly ownerUid: string | null;
}

/** One calendar object of a text. */
export interface ReadObject {
  readonly uid: string;
  /** Null when nothing usable is there. */
  readonly object: ICalObject | null;
  /** Why `object` is null, in a few words; else ''. */
  readonly reason: string;
  readonly notes: readonly Note[];
}

/** Everything of one UID, before it is merged. */
interface Group {
  readonly uid: string;
  readonly calendarProperties: readonly ICalProperty[];
  readonly events: ICalComponent[];
  readonly others: ICalComponent[];
  readonly blocks: ICalComponent[];
  readonly log: RepairLog;
}

/**
 * Reads iCalendar text as one home's owner sees it: one entry per UID, in file order. Never throws, whatever the text; what was
 * repaired, left out or made up is in the notes.
 */
export function readCalendarText(text: string, options: ReadOptions): readonly ReadObject[] {
  const textLog = new RepairLog();
  const calendars = parseCalendars(text, textLog);
  const timeZones = new Map<string, ICalComponent>();
  const groups = calendars.flatMap((calendar) => groupByUid(calendar, timeZones));
  const merged = joinGroups(groups);
  if (merged.length === 0) return [{ uid: '', object: null, reason: reasonForNothing(text, calendars), notes: textLog.notes }];
  return merged.map((group) => readGroup(group, timeZones, options.ownerUid, textLog.notes));
}

function reasonForNothing(text: string, calendars: readonly ParsedCalendar[]): string {
  if (text.trim() === '') return 'the text is empty';
  return calendars.length === 0 ? 'it holds no VCALENDAR' : 'it holds no event and no task';
}

/** An event without UID stands alone; anything else without one belongs to the object it stands beside. */
function groupByUid(calendar: ParsedCalendar, timeZones: Map<string, ICalComponent>): readonly Group[] {
  const groups = new Map<string, Group>();
  const anonymous: Group[] = [];
  const homeless: ParsedComponent[] = [];
  const open = (uid: string): Group => ({
    uid,
    calendarProperties: calendar.properties,
    events: [],
    others: [],
    blocks: [],
    log: new RepairLog(),
  });
  for (const parsed of calendar.components) {
    const { component, log } = parsed;
    if (component.name === 'VTIMEZONE') {
      const tzid = textValue(component, 'TZID');
      if (!timeZones.has(tzid)) timeZones.set(tzid, component);
      continue;
    }
    const uid = textValue(component, 'UID');
    let group = groups.get(uid);
    if (uid === '') {
      if (component.name !== 'VEVENT' && component.name !== 'VTODO') {
        homeless.push(parsed);
        continue;
      }
      group = open('');
      anonymous.push(group);
      group.log.add('uid-missing', 'UID');
    } else if (group === undefined) {
      group = open(uid);
      groups.set(uid, group);
    }
    put(group, component, log);
  }
  const all = [...groups.values(), ...anonymous];
  const host = all[0] ?? (homeless.length > 0 ? open('') : undefined);
  if (host === undefined) return [];
  for (const { component, log } of homeless) put(host, component, log);
  return all.length === 0 ? [host] : all;
}

function put(group: Group, component: ICalComponent, log: RepairLog | null): void {
  if (log !== null) group.log.addAll(log.notes);
  if (component.name === 'VEVENT') group.events.push(component);
  else if (component.name === 'X-CALENDARSERVER-PERUSER') group.blocks.push(component);
  else group.others.push(component);
}

/** The same UID in several VCALENDARs of a text is one object. */
function joinGroups(groups: readonly Group[]): readonly Group[] {
  const byUid = new Map<string, Group>();
  const joined: Group[] = [];
  for (const group of groups) {
    const earlier = group.uid === '' ? undefined : byUid.get(group.uid);
    if (earlier === undefined) {
      joined.push(group);
      byUid.set(group.uid, group);
      continue;
    }
    earlier.events.push(...group.events);
    earlier.others.push(...group.others);
    earlier.blocks.push(...group.blocks);
    earlier.log.addAll(group.log.notes);
  }
  return joined;
}

function readGroup(
  group: Group,
  timeZones: ReadonlyMap<string, ICalComponent>,
  ownerUid: string | null,
  textNotes: readonly Note[],
): ReadObject {
  const { log } = group;
  const block = chooseBlock(group.blocks, ownerUid, log);
  const merged = mergePerUser(instancesOf(group.events, log), group.events.length === 0 ? null : block, log);
  const master = merged.master === null ? null : liftEvent(merged.master, false, log);
  const overrides: ICalEvent[] = [];
  for (const component of merged.overrides.values()) {
    const override = liftEvent(component, merged.synthesized.has(component), log);
    if (override !== null) overrides.push(override);
  }
  const others = mergeTasks(group, block);
  const notes = [...textNotes, ...log.notes];
  if (master === null && overrides.length === 0 && others.length === 0) {
    const reason = group.events.length === 0 ? 'it holds no event and no task' : 'its event has no start that can be read';
    return { uid: group.uid, object: null, reason, notes };
  }
  const object = { uid: group.uid, master, overrides, others, calendarProperties: group.calendarProperties, timeZones };
  return { uid: group.uid, object, reason: '', notes };
}

/** Tasks have personal data too; other components do not. */
function mergeTasks({ others, log }: Group, block: ICalComponent | null): readonly ICalComponent[] {
  const tasks = others.filter(({ name }) => name === 'VTODO');
  if (block === null || tasks.length === 0) return others;
  const merged = mergePerUser(instancesOf(tasks, log), block, log);
  return [
    ...(merged.master === null ? [] : [merged.master]),
    ...merged.overrides.values(),
    ...others.filter(({ name }) => name !== 'VTODO'),
  ];
}

/** One master, and one override per occurrence: where a text holds two, the newer. */
function instancesOf(components: readonly ICalComponent[], log: RepairLog): Instances {
  let master: Candidate | undefined;
  const overrides = new Map<string, Candidate>();
  for (const component of components) {
    const candidate = { component, sequence: sequence(component), dtstamp: textValue(component, 'DTSTAMP') };
    const recurrenceId = recurrenceIdOf(component);
    if (recurrenceId === null) master = newerOf(master, candidate, log);
    else {
      // An unreadable id is kept apart until its event is read, where it is noted.
      const key = recurrenceId === 'unreadable' ? `unreadable ${overrides.size}` : recurrenceKey(recurrenceId);
      overrides.set(key, newerOf(overrides.get(key), candidate, log));
    }
  }
  return { master: master?.component ?? null, overrides: new Map([...overrides].map(([key, { component }]) => [key, component])) };
}

interface Candidate {
  readonly component: ICalComponent;
  readonly sequence: number;
  readonly dtstamp: string;
}

/** Highest SEQUENCE, then latest DTSTAMP, then later in the text (RFC 5546 §2.1.5). */
function newerOf(earlier: Candidate | undefined, later: Candidate, log: RepairLog): Candidate {
  if (earlier === undefined) return later;
  const difference = later.sequence - earlier.sequence;
  const isNewer = difference > 0 || (difference === 0 && later.dtstamp >= earlier.dtstamp);
  const loser = (isNewer ? earlier : later).component;
  log.add('component-superseded', loser.name, `${textValue(loser, 'DTSTART')} ${textValue(loser, 'SUMMARY')}`.trim());
  return isNewer ? later : earlier;
}

function sequence(component: ICalComponent): number {
  const property = firstProperty(component, 'SEQUENCE');
  return property === undefined ? 0 : sequenceOf(property);
}
