import { interned } from './text.ts';

/** How a property's value is read: its RFC 5545 value type, and whether commas separate several values. */
export interface PropertyType {
  readonly name: string;
  readonly type: string;
  readonly isList: boolean;
  /** The name is one of the tables', not a guess. */
  readonly isKnown: boolean;
}

/** RFC 5545 §3.8, RFC 7986, RFC 9073, RFC 9074 and what Apple writes. Everything else is TEXT (RFC 5545 §3.8.8.2). */
const NAMES_BY_TYPE: Readonly<Record<string, string>> = {
  text: `BEGIN END ACTION CALSCALE CLASS COMMENT CONTACT DESCRIPTION LOCATION METHOD NAME PRODID RELATED-TO REQUEST-STATUS STATUS SUMMARY TRANSP
    TZID TZNAME UID VERSION COLOR BUSYTYPE PROXIMITY LOCATION-TYPE PARTICIPANT-TYPE RESOURCE-TYPE STYLED-DESCRIPTION ACCEPT-RESPONSE
    POLL-MODE POLL-PROPERTIES X-ALT-DESC X-WR-CALNAME X-WR-CALDESC X-WR-TIMEZONE X-WR-ALARMUID X-CALENDARSERVER-ACCESS
    X-CALENDARSERVER-PERUSER-UID X-CALENDARSERVER-PRIVATE-COMMENT X-CALENDARSERVER-ATTENDEE-COMMENT`,
  'text list': 'CATEGORIES RESOURCES',
  'date-time': 'COMPLETED CREATED DTEND DTSTAMP DTSTART DUE LAST-MODIFIED RECURRENCE-ID ACKNOWLEDGED TZUNTIL',
  'date-time list': 'EXDATE RDATE',
  duration: 'DURATION TRIGGER REFRESH-INTERVAL X-APPLE-TRAVEL-DURATION X-APPLE-TRAVEL-RETURN-DURATION',
  'period list': 'FREEBUSY',
  recur: 'RRULE EXRULE',
  'cal-address': 'ATTENDEE ORGANIZER VOTER CALENDAR-ADDRESS',
  uri: 'ATTACH CONFERENCE IMAGE SOURCE TZURL URL STRUCTURED-DATA X-APPLE-STRUCTURED-LOCATION X-APPLE-TRAVEL-START X-APPLE-TRAVEL-RETURN X-APPLE-DROPBOX',
  integer: 'PERCENT-COMPLETE PRIORITY REPEAT SEQUENCE POLL-ITEM-ID POLL-WINNER',
  float: 'GEO',
  'utc-offset': 'TZOFFSETFROM TZOFFSETTO',
};

const KNOWN: ReadonlyMap<string, PropertyType> = new Map(
  Object.entries(NAMES_BY_TYPE).flatMap(([kind, names]) => {
    const [type = 'text', list] = kind.split(' ');
    return names
      .split(/\s+/)
      .map(interned)
      .map((name): [string, PropertyType] => [name, { name, type, isList: list !== undefined, isKnown: true }]);
  }),
);

/** The type of a property by its name in upper case, or undefined when the name is none of those known. */
export function knownPropertyType(name: string): PropertyType | undefined {
  return KNOWN.get(name);
}

const NAME = /^[A-Za-z0-9_.-]+$/;
/** Clients have their few extensions, and a text of nothing but names must not fill the memory. */
const MOST_LEARNT = 1000;
const learnt = new Map<string, PropertyType>();

/** The type of any property; null when the name cannot be one. */
export function propertyType(name: string): PropertyType | null {
  return KNOWN.get(name) ?? learnt.get(name) ?? learnType(name);
}

function learnType(name: string): PropertyType | null {
  const trimmed = name.trim();
  const known = KNOWN.get(trimmed.toUpperCase());
  if (known !== undefined) return known;
  if (!NAME.test(trimmed) || trimmed.length > 200) return null;
  const type = { name: interned(trimmed.toUpperCase()), type: 'text', isList: false, isKnown: false };
  if (learnt.size >= MOST_LEARNT) learnt.clear();
  learnt.set(interned(name), type);
  return type;
}
