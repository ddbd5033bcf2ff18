import type { Instant, Wall } from '../domain/timeZone.ts';

/**
 * RFC 5545 as values. A wall-clock time is a number: the milliseconds `Date.UTC` gives for the same digits, so that calendar
 * arithmetic needs no zone; only a `TimeZone` turns it into an instant.
 */

/** DATE or DATE-TIME (RFC 5545 §3.3.4-5). `tzid`: null = floating (and every DATE), `'UTC'` = the Z form, else the TZID as written. */
export interface ICalDateTime {
  readonly wall: Wall;
  readonly isDate: boolean;
  readonly tzid: string | null;
}

/** DURATION (§3.3.6). Weeks and days are nominal (wall clock), the rest is exact. Both parts carry the sign. */
export interface ICalDuration {
  readonly days: number;
  readonly milliseconds: number;
}

/** A property as parsed: name in upper case, parameters by upper-case name, value(s) unescaped. `type` is the RFC's value type in lower case. */
export interface ICalProperty {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly type: string;
  /** The values as text: one for most, several for CATEGORIES, EXDATE, RDATE … Structured values (RRULE) are in their RFC form. */
  readonly values: readonly string[];
}

export interface ICalComponent {
  readonly name: string;
  readonly properties: readonly ICalProperty[];
  readonly components: readonly ICalComponent[];
}

export type ICalFrequency = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
export type ICalWeekday = 'SU' | 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA';

/** RECUR (§3.3.10), parts named as in the RFC. Absent parts are empty arrays or null; `wkst` defaults to MO. */
export interface ICalRecur {
  readonly freq: ICalFrequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: ICalDateTime | null;
  readonly bysecond: readonly number[];
  readonly byminute: readonly number[];
  readonly byhour: readonly number[];
  /** `ordinal` 0 = every such weekday. */
  readonly byday: readonly { readonly ordinal: number; readonly weekday: ICalWeekday }[];
  readonly bymonthday: readonly number[];
  readonly byyearday: readonly number[];
  readonly byweekno: readonly number[];
  readonly bymonth: readonly number[];
  readonly bysetpos: readonly number[];
  readonly wkst: ICalWeekday;
  /** RFC 7529; null = GREGORIAN. */
  readonly rscale: string | null;
  readonly skip: 'OMIT' | 'BACKWARD' | 'FORWARD';
  /** The rule as written, for notes and `--explain`. */
  readonly text: string;
}

/** One RDATE value: a start, or a PERIOD with its own end. */
export interface ICalRDate {
  readonly start: ICalDateTime;
  readonly end: ICalDateTime | null;
  readonly duration: ICalDuration | null;
}

/** A VEVENT after salvage and per-user merge. Everything not lifted into a field is still in `properties`. */
export interface ICalEvent {
  readonly recurrenceId: ICalDateTime | null;
  /** RECURRENCE-ID;RANGE=THISANDFUTURE. */
  readonly thisAndFuture: boolean;
  readonly dtstart: ICalDateTime;
  /** Never both: where the text had DTEND and DURATION, DURATION was kept. */
  readonly dtend: ICalDateTime | null;
  readonly duration: ICalDuration | null;
  readonly rrules: readonly ICalRecur[];
  readonly exrules: readonly ICalRecur[];
  readonly rdates: readonly ICalRDate[];
  readonly exdates: readonly ICalDateTime[];
  readonly sequence: number;
  /** STATUS in upper case, '' when absent. */
  readonly status: string;
  /** X-CALENDARSERVER-HIDDEN-INSTANCE: the owner deleted this instance. */
  readonly hidden: boolean;
  /** Made by the per-user merge from a PERINSTANCE block without a VEVENT of its own. */
  readonly synthesized: boolean;
  /** All properties of the component, also those lifted above, in file order. */
  readonly properties: readonly ICalProperty[];
  readonly alarms: readonly ICalComponent[];
}

/** One calendar object resource as its home's owner sees it. */
export interface ICalObject {
  readonly uid: string;
  /** Null when only overrides exist: the owner was invited to single instances. */
  readonly master: ICalEvent | null;
  readonly overrides: readonly ICalEvent[];
  /** VTODO, VJOURNAL, VPOLL … as they are: reported or converted elsewhere. */
  readonly others: readonly ICalComponent[];
  /** Properties of the VCALENDAR itself (X-CALENDARSERVER-ACCESS, METHOD, X-WR-TIMEZONE …). */
  readonly calendarProperties: readonly ICalProperty[];
  /** VTIMEZONE components by TZID. */
  readonly timeZones: ReadonlyMap<string, ICalComponent>;
}

/** One instance of the source, as a calendar would show it. All-day: instants are the dates' midnights read as UTC. */
export interface SourceInstance {
  /** Where the rule puts it: what RECURRENCE-ID and EXDATE compare with. */
  readonly originalStart: Instant;
  readonly originalWall: Wall;
  readonly start: Instant;
  readonly end: Instant;
  readonly isAllDay: boolean;
  /** The master, or the override that replaces it. */
  readonly event: ICalEvent;
  readonly isOverride: boolean;
  /** STATUS:CANCELLED, on the override or the master. */
  readonly cancelled: boolean;
}
