import { readdirSync, readFileSync } from 'node:fs';
import { formatDateTime } from '../../../shared/ical/dateTime.ts';
import { decodeCalendarBytes } from '../../../shared/ical/decodeCalendarBytes.ts';
import type { ICalDateTime, ICalEvent, ICalObject } from '../../../shared/ical/model.ts';
import { textValue } from '../../../shared/ical/properties.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';
import type { ReadObject } from '../../../shared/ical/readCalendarText.ts';

const FOLDER = new URL('../../fixtures/ics/', import.meta.url);

export const OWNER = 'B950A1E8-2281-5476-BE6D-2A6F950D6639';

export const fixtureNames: readonly string[] = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ics$/, ''))
  .sort();

export function fixtureText(name: string): string {
  return decodeCalendarBytes(readFileSync(new URL(`${name}.ics`, FOLDER))).text;
}

export function readFixture(name: string, ownerUid: string | null = OWNER): readonly ReadObject[] {
  return readCalendarText(fixtureText(name), { ownerUid });
}

/** The first object of a fixture; fails the test when there is none. */
export function fixtureObject(name: string, ownerUid: string | null = OWNER): ICalObject {
  const object = readFixture(name, ownerUid)[0]?.object;
  if (object === null || object === undefined) throw new Error(`${name} holds no object`);
  return object;
}

export function fixtureMaster(name: string): ICalEvent {
  const { master } = fixtureObject(name);
  if (master === null) throw new Error(`${name} holds no master`);
  return master;
}

/** `20270105T090000@Europe/Berlin`; floating times and dates have no `@`. */
export function sketchTime(time: ICalDateTime): string {
  return time.tzid === null || time.tzid === 'UTC' ? formatDateTime(time) : `${formatDateTime(time)}@${time.tzid}`;
}

function sketchEvent(event: ICalEvent): string {
  const id = event.recurrenceId === null ? '' : `[${sketchTime(event.recurrenceId)}${event.thisAndFuture ? '..' : ''}] `;
  const end = event.dtend === null ? '' : `-${sketchTime(event.dtend)}`;
  const rules = event.rrules.map((rule) => ` ${rule.freq}`).join('');
  return `${id}${sketchTime(event.dtstart)}${end} ${textValue(event, 'SUMMARY')}${rules}`;
}

/** One line per object: UID, master, overrides, other components; or the reason why there is none. */
export function sketch({ uid, object, reason }: ReadObject): string {
  if (object === null) return `${uid}: ${reason}`;
  const events = [...(object.master === null ? [] : [object.master]), ...object.overrides].map(sketchEvent);
  return `${uid}: ${[...events, ...object.others.map(({ name }) => name)].join(' | ')}`;
}
