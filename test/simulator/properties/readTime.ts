import type { Instant } from '../calendar/civil.ts';
import { findZone, utcZone } from '../calendar/windowsZones.ts';
import type { RequestContext } from '../context.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

/** xs:dateTime to an instant. Without an offset it is meant in the zone of TimeZoneContext, and in UTC where there is none. */
export function readInstant(text: string, context: RequestContext): Instant {
  const value = text.trim();
  const instant = /(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : (context.zone ?? utcZone).toInstant(Date.parse(`${value}Z`));
  if (Number.isNaN(instant)) throw new ResponseError('ErrorInvalidValueForProperty');
  return Math.floor(instant / 1000) * 1000;
}

/** The Windows id of a TimeZoneDefinition. Only zones the server knows by id are understood; their rules come from the server. */
export function readTimeZone(element: XmlElement): string {
  const zone = findZone(element.attributes['Id'] ?? '');
  if (zone === undefined) throw new ResponseError('ErrorCalendarInvalidTimeZone');
  return zone.id;
}
