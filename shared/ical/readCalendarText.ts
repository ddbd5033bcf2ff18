import type { Note } from '../domain/note.ts';
import { groupByUid } from './groupByUid.ts';
import type { Group } from './groupByUid.ts';
import { instancesOf } from './instances.ts';
import { liftEvent } from './liftEvent.ts';
import type { ICalComponent, ICalEvent, ICalObject } from './model.ts';
import type { ParsedCalendar } from './CalendarBuilder.ts';
import { parseCalendars } from './parseCalendars.ts';
import { chooseBlock, mergePerUser } from './perUser.ts';
import { RepairLog } from './repairLog.ts';

export interface ReadOptions {
  /** UID of the home's owner, whose personal data are merged; null when nobody knows. A function says it for each object by its events. */
  readonly ownerUid: string | null | ((events: readonly ICalComponent[]) => string | null);
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

/**
 * Reads iCalendar text as one home's owner sees it: one entry per UID, in file order. Never throws, whatever the text; what was
 * repaired, left out or made up is in the notes.
 */
export function readCalendarText(text: string, options: ReadOptions): readonly ReadObject[] {
  const textLog = new RepairLog();
  const calendars = parseCalendars(text, textLog);
  const timeZones = new Map<string, ICalComponent>();
  const groups = groupByUid(calendars, timeZones);
  if (groups.length === 0) return [{ uid: '', object: null, reason: reasonForNothing(text, calendars), notes: textLog.notes }];
  return groups.map((group) => readGroup(group, timeZones, options.ownerUid, textLog.notes));
}

function reasonForNothing(text: string, calendars: readonly ParsedCalendar[]): string {
  if (text.trim() === '') return 'the text is empty';
  return calendars.length === 0 ? 'it holds no VCALENDAR' : 'it holds no event and no task';
}

function readGroup(
  group: Group,
  timeZones: ReadonlyMap<string, ICalComponent>,
  ownerUid: ReadOptions['ownerUid'],
  textNotes: readonly Note[],
): ReadObject {
  const { log } = group;
  const block = chooseBlock(group.blocks, typeof ownerUid === 'function' ? ownerUid(group.events) : ownerUid, log);
  const merged = mergePerUser(instancesOf(group.events, log), group.events.length === 0 ? null : block, log);
  const master = merged.master === null ? null : liftEvent(merged.master, false, log);
  const overrides: ICalEvent[] = [];
  for (const component of merged.overrides.values()) {
    const override = liftEvent(component, merged.synthesized.has(component), log);
    if (override !== null) overrides.push(override);
  }
  const others = mergeTasks(group, block);
  const notes = textNotes.length === 0 ? log.notes : [...textNotes, ...log.notes];
  if (master === null && overrides.length === 0 && others.length === 0) {
    const reason = group.events.length === 0 ? 'it holds no event and no task' : 'its event has no start that can be read';
    return { uid: group.uid, object: null, reason, notes };
  }
  const object = { uid: group.uid, master, overrides, others, calendarProperties: group.calendarProperties, timeZones };
  return { uid: group.uid, object, reason: '', notes };
}

/** Tasks have personal data too; other components do not. */
function mergeTasks({ others, log }: Group, block: ICalComponent | null): readonly ICalComponent[] {
  if (others.length === 0) return others;
  const tasks = others.filter(({ name }) => name === 'VTODO');
  if (block === null || tasks.length === 0) return others;
  const merged = mergePerUser(instancesOf(tasks, log), block, log);
  return [
    ...(merged.master === null ? [] : [merged.master]),
    ...merged.overrides.values(),
    ...others.filter(({ name }) => name !== 'VTODO'),
  ];
}
