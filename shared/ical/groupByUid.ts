import type { ParsedCalendar, ParsedComponent } from './CalendarBuilder.ts';
import type { ICalComponent, ICalProperty } from './model.ts';
import { textValue } from './properties.ts';
import { RepairLog } from './repairLog.ts';

/** Everything of one UID, before it is merged. */
export interface Group {
  readonly uid: string;
  readonly calendarProperties: readonly ICalProperty[];
  readonly events: ICalComponent[];
  readonly others: ICalComponent[];
  readonly blocks: ICalComponent[];
  readonly log: RepairLog;
}

/** Sorts the components of a text by UID, in file order; VTIMEZONEs go to `timeZones`, of a name the last that says an offset. */
export function groupByUid(calendars: readonly ParsedCalendar[], timeZones: Map<string, ICalComponent>): readonly Group[] {
  const groups = calendars.flatMap((calendar) => groupsOf(calendar, timeZones));
  return groups.length < 2 ? groups : joinGroups(groups);
}

/** An event without UID stands alone; anything else without one belongs to the object it stands beside. */
function groupsOf(calendar: ParsedCalendar, timeZones: Map<string, ICalComponent>): readonly Group[] {
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
      if (!timeZones.has(tzid) || saysOffset(component)) timeZones.set(tzid, component);
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

/** A damaged repetition must not replace a whole definition. */
function saysOffset({ components }: ICalComponent): boolean {
  return components.some((observance) => textValue(observance, 'TZOFFSETTO') !== '' && textValue(observance, 'DTSTART') !== '');
}

function put(group: Group, component: ICalComponent, log: RepairLog | null): void {
  if (log !== null) group.log.absorb(log);
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
    earlier.log.absorb(group.log);
  }
  return joined;
}
