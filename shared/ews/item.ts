/**
 * Exchange's calendar item as a value: EWS element names in camelCase, enumerations in EWS spelling (types.xsd, CalendarItemType).
 * No XML, no HTTP. What a target adapter writes, what verification reads back, and what preview shows.
 */

export type LegacyFreeBusyStatus = 'Free' | 'Tentative' | 'Busy' | 'OOF' | 'WorkingElsewhere' | 'NoData';
export type Sensitivity = 'Normal' | 'Personal' | 'Private' | 'Confidential';
export type Importance = 'Low' | 'Normal' | 'High';
export type ResponseType = 'Unknown' | 'Organizer' | 'Tentative' | 'Accept' | 'Decline' | 'NoResponseReceived';

export type DayOfWeek = 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday';
/** RelativeMonthly and RelativeYearly take one of these; Weekly takes only the first seven. */
export type DayOfWeekOrGroup = DayOfWeek | 'Day' | 'Weekday' | 'WeekendDay';
export type DayOfWeekIndex = 'First' | 'Second' | 'Third' | 'Fourth' | 'Last';
export type MonthName =
  'January' | 'February' | 'March' | 'April' | 'May' | 'June' | 'July' | 'August' | 'September' | 'October' | 'November' | 'December';

/** The six native patterns. The yearly ones have no interval. */
export type RecurrencePattern =
  | { readonly type: 'Daily'; readonly interval: number }
  | { readonly type: 'Weekly'; readonly interval: number; readonly daysOfWeek: readonly DayOfWeek[]; readonly firstDayOfWeek: DayOfWeek }
  | { readonly type: 'AbsoluteMonthly'; readonly interval: number; readonly dayOfMonth: number }
  | {
      readonly type: 'RelativeMonthly';
      readonly interval: number;
      readonly daysOfWeek: readonly [DayOfWeekOrGroup];
      readonly dayOfWeekIndex: DayOfWeekIndex;
    }
  | { readonly type: 'AbsoluteYearly'; readonly dayOfMonth: number; readonly month: MonthName }
  | {
      readonly type: 'RelativeYearly';
      readonly daysOfWeek: readonly [DayOfWeekOrGroup];
      readonly dayOfWeekIndex: DayOfWeekIndex;
      readonly month: MonthName;
    };

/** Dates are plain (`2026-11-20`), in the series' start time zone. EndDate is inclusive. */
export type RecurrenceRange =
  | { readonly type: 'NoEnd'; readonly startDate: string }
  | { readonly type: 'EndDate'; readonly startDate: string; readonly endDate: string }
  | { readonly type: 'Numbered'; readonly startDate: string; readonly numberOfOccurrences: number };

export interface EwsRecurrence {
  readonly pattern: RecurrencePattern;
  readonly range: RecurrenceRange;
}

export interface EwsMailbox {
  readonly email: string;
  readonly name: string;
}

export interface EwsAttendee extends EwsMailbox {
  readonly response: ResponseType;
}

export interface EwsBody {
  readonly type: 'Text' | 'HTML';
  readonly text: string;
}

/** What an occurrence may say differently from its series. */
export interface EwsOccurrenceContent {
  readonly subject: string;
  /** ISO 8601 with offset; a plain date when all-day, `end` exclusive. */
  readonly start: string;
  readonly end: string;
  readonly isAllDayEvent: boolean;
  /** Windows time zone ids. */
  readonly startTimeZone: string;
  readonly endTimeZone: string;
  readonly legacyFreeBusyStatus: LegacyFreeBusyStatus;
  readonly sensitivity: Sensitivity;
  readonly importance: Importance;
  readonly categories: readonly string[];
  readonly location: string;
  /** Null = no reminder (ReminderIsSet false). */
  readonly reminderMinutesBeforeStart: number | null;
  readonly body: EwsBody;
  readonly myResponse: ResponseType;
  readonly requiredAttendees: readonly EwsAttendee[];
  readonly optionalAttendees: readonly EwsAttendee[];
  readonly resources: readonly EwsAttendee[];
}

/** A modified occurrence: where it stood, and only the fields that differ from the series. Start and end are always given. */
export type EwsModifiedOccurrence = {
  readonly originalStart: string;
  readonly start: string;
  readonly end: string;
} & Partial<EwsOccurrenceContent>;

export interface EwsCalendarItem extends EwsOccurrenceContent {
  /** The UID element; a meeting's copies share it. */
  readonly uid: string;
  readonly isOrganizer: boolean;
  /** Null on a plain appointment. */
  readonly organizer: EwsMailbox | null;
  readonly recurrence: EwsRecurrence | null;
  /** Sorted by originalStart. */
  readonly modifiedOccurrences: readonly EwsModifiedOccurrence[];
  /** originalStart of each, sorted. */
  readonly deletedOccurrences: readonly string[];
}
