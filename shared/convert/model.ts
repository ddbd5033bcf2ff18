import type { MappingView, CalendarRoute } from '../domain/mapping.ts';
import type { Note } from '../domain/note.ts';
import type { PlannedItem, SealedContext, SkippedObject } from '../domain/plan.ts';
import type { SourceCalendar, SourceObject } from '../domain/source.ts';
import type { EwsRecurrence } from '../ews/item.ts';
import type { Instant, TimeZone, Wall } from '../domain/timeZone.ts';
import type { ICalEvent, ICalObject } from '../ical/model.ts';

/** A wall-clock time with the zone that gives it an instant and the Windows id Exchange is told. */
export interface ZonedTime {
  readonly wall: Wall;
  readonly instant: Instant;
  readonly zone: TimeZone;
  readonly windowsId: string;
}

/** Start and (exclusive) end. All-day: both walls are midnights, instants are those walls read as UTC. */
export interface EventSpan {
  readonly start: ZonedTime;
  readonly end: ZonedTime;
  readonly isAllDay: boolean;
}

/** What a TZID means. `zone` is the truth of the source; `windowsId` the Exchange zone that agrees with it. */
export interface ResolvedZone {
  readonly zone: TimeZone;
  readonly windowsId: string;
  readonly notes: readonly Note[];
}

/** Time zones of one object: its own VTIMEZONEs, the zone for floating times and dates, and the ladder for everything else. */
export interface ZoneResolver {
  /** `tzid` as in `ICalDateTime.tzid`; dates ask with null. Same answer object for the same question. */
  resolve(tzid: string | null): ResolvedZone;
}

/** How a series came to be expressed, in the order of preference. */
export type SeriesClass = 'single' | 'native' | 'rewritten' | 'split' | 'detached' | 'expanded' | 'nothing';

/** A modified occurrence of a part: `event` gives its content, `span` its new time. */
export interface PartException {
  readonly original: ZonedTime;
  readonly span: EventSpan;
  readonly event: ICalEvent;
}

/** One future Exchange item of a series: a single or a master with its exceptions. Content comes from `event`. */
export interface SeriesPart {
  /** `master`, `orphan:<recurrence-id UTC>`, `split:<normalised rule>`, `single:<original start UTC>`. */
  readonly part: string;
  readonly event: ICalEvent;
  readonly span: EventSpan;
  readonly recurrence: EwsRecurrence | null;
  readonly exceptions: readonly PartException[];
  /** Original starts of deleted occurrences, ascending. */
  readonly deletions: readonly ZonedTime[];
}

/** The outcome of planning one object's times. `parts` may be empty (everything excluded). */
export interface SeriesPlan {
  readonly seriesClass: SeriesClass;
  readonly parts: readonly SeriesPart[];
  readonly notes: readonly Note[];
  /** The rules taken and why, for `convert --explain`. */
  readonly explanation: readonly string[];
}

/** One home's copy of an object, ready for planning. */
export interface SourceCopy {
  readonly object: SourceObject;
  readonly calendar: SourceCalendar;
  readonly route: CalendarRoute;
  /** Null when the text could not be read; `notes` say why. */
  readonly ical: ICalObject | null;
  readonly notes: readonly Note[];
}

/** What the copies of one UID become. Every copy is in `items` or in `skipped`. */
export interface PlannedObject {
  readonly items: readonly PlannedItem[];
  readonly skipped: readonly SkippedObject[];
  /** Things only the operator can decide; the plan counts them. */
  readonly decisions: readonly OpenDecision[];
  /** By copy (`objectId`), how its series was expressed. */
  readonly classes: ReadonlyMap<string, SeriesClass>;
  /** By copy (`objectId`), the rules taken and why, for people who ask. */
  readonly explanations: ReadonlyMap<string, readonly string[]>;
}

export interface OpenDecision {
  readonly code: 'unmapped-owner' | 'unmapped-organizer';
  /** The principal UID or address to decide on. */
  readonly subject: string;
}

/**
 * How it is known that a series shows what its source shows: by comparing all their instances, which is half of its conversion, or because
 * whoever asks compares its hash with that of one that was proven so.
 */
export type Proof = 'instances' | 'hash';

/** `convertCopies`: all copies of one UID together, a pure function of its arguments. */
export type ConvertCopies = (copies: readonly SourceCopy[], mapping: MappingView, context: SealedContext, proof?: Proof) => PlannedObject;
