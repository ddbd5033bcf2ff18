import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import { utcTimeZone } from '../../../shared/domain/timeZone.ts';
import { isoTime } from '../../../shared/convert/isoTime.ts';
import type { ResolvedZone, SeriesPart, SeriesPlan, ZoneResolver } from '../../../shared/convert/model.ts';
import { planSeries } from '../../../shared/convert/recurrence/planSeries.ts';
import { expandItem } from '../../../shared/ews/expandItem.ts';
import type { EwsItemTimes } from '../../../shared/ews/expandItem.ts';
import type { ExpansionWindow } from '../../../shared/ews/expandSeries.ts';
import { windowsIdOfIana } from '../../../shared/ews/windowsZones.ts';
import { expandObject } from '../../../shared/ical/expandObject.ts';
import type { ICalObject } from '../../../shared/ical/model.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';

/** A resolver as simple as can be: IANA names, floating times in Berlin. */
export function testZones(overrides: Readonly<Record<string, ResolvedZone>> = {}): ZoneResolver {
  const known = new Map<string | null, ResolvedZone>();
  return {
    resolve: (tzid) => {
      const found = known.get(tzid) ?? overrides[tzid ?? ''] ?? resolve(tzid);
      known.set(tzid, found);
      return found;
    },
  };
}

function resolve(tzid: string | null): ResolvedZone {
  if (tzid === 'UTC') return { zone: utcTimeZone, windowsId: 'UTC', notes: [] };
  const name = tzid ?? 'Europe/Berlin';
  return { zone: ianaTimeZone(name) ?? utcTimeZone, windowsId: windowsIdOfIana(name) ?? 'UTC', notes: [] };
}

/** Lines of one or several VEVENTs (separated by an empty line) as an object. */
export function readEvents(text: string): ICalObject {
  const events = text
    .trim()
    .split(/\n\s*\n/)
    .map((lines) => `BEGIN:VEVENT\nUID:u\n${lines.replace(/^\s+/gm, '')}\nEND:VEVENT`);
  const calendar = `BEGIN:VCALENDAR\nVERSION:2.0\n${events.join('\n')}\nEND:VCALENDAR\n`;
  const object = readCalendarText(calendar.replaceAll('\n', '\r\n'), { ownerUid: null })[0]?.object ?? null;
  if (object === null) throw new Error('unreadable test event');
  return object;
}

export const options = { asOf: Date.UTC(2026, 10, 20), horizon: Date.UTC(2028, 10, 20) };

export function plan(text: string): SeriesPlan {
  return planSeries(readEvents(text), testZones(), options);
}

/** The part as Exchange is told of it. */
export function itemTimes(part: SeriesPart): EwsItemTimes {
  const { span } = part;
  return {
    start: isoTime(span.start, span.isAllDay),
    end: isoTime(span.end, span.isAllDay),
    isAllDayEvent: span.isAllDay,
    startTimeZone: span.start.windowsId,
    endTimeZone: span.end.windowsId,
    recurrence: part.recurrence,
    modifiedOccurrences: part.exceptions.map((exception) => ({
      originalStart: isoTime(exception.original, span.isAllDay),
      start: isoTime(exception.span.start, exception.span.isAllDay),
      end: isoTime(exception.span.end, exception.span.isAllDay),
    })),
    deletedOccurrences: part.deletions.map((deletion) => isoTime(deletion, span.isAllDay)),
  };
}

/** `start/end` of everything the parts show in the window, sorted. */
export function shown(parts: readonly SeriesPart[], window: ExpansionWindow): readonly string[] {
  return parts.flatMap((part) => expandItem(itemTimes(part), window).map(spanText)).sort();
}

/** The same of the source. */
export function expected(object: ICalObject, window: ExpansionWindow, zones = testZones()): readonly string[] {
  const { instances } = expandObject(object, (tzid) => zones.resolve(tzid).zone, window, { maxInstances: 1_000_000 });
  return instances
    .filter((one) => !(one.cancelled && one.isOverride))
    .map(spanText)
    .sort();
}

function spanText({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${new Date(start).toISOString()}/${new Date(end).toISOString()}`;
}

/** One line a part: name, and pattern or single. */
export function outline({ parts }: SeriesPlan): readonly string[] {
  return parts.map((part) => {
    const { recurrence } = part;
    if (recurrence === null) return `${part.part} ${isoTime(part.span.start, part.span.isAllDay)}`;
    const { type, ...range } = recurrence.range;
    const { type: kind, ...pattern } = recurrence.pattern;
    const values = (fields: object): string => Object.values(fields).flat().join(' ');
    const changes = `${part.exceptions.length === 0 ? '' : ` changed ${part.exceptions.length}`}${part.deletions.length === 0 ? '' : ` deleted ${part.deletions.length}`}`;
    return `${part.part} ${kind} ${values(pattern)} ${type} ${values(range)}${changes}`;
  });
}
