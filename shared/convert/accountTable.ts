/**
 * carried: its value is in the Exchange item. derived: it decides about something there. ignored: nothing of the user's is lost, for
 * the reason given. Whatever is in neither table is noted as dropped.
 */
export interface Fate {
  readonly fate: 'carried' | 'derived' | 'ignored';
  readonly reason: string;
}

function fates(fate: Fate['fate'], reason: string, names: string): readonly (readonly [string, Fate])[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, { fate, reason }] as const);
}

/** Properties of VCALENDAR and VEVENT. */
export const PROPERTY_FATES: ReadonlyMap<string, Fate> = new Map([
  ...fates('carried', 'time and recurrence of the item', 'DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID'),
  ...fates('carried', 'text of the item', 'SUMMARY DESCRIPTION LOCATION X-ALT-DESC X-APPLE-STRUCTURED-LOCATION CATEGORIES'),
  ...fates('carried', 'people of the item', 'ORGANIZER ATTENDEE'),
  ...fates('carried', 'line of the body', 'URL CONFERENCE X-GOOGLE-CONFERENCE X-APPLE-TELMEET CONTACT RESOURCES COMMENT'),
  ...fates('carried', 'body of the one copy it belongs to', 'X-CALENDARSERVER-PRIVATE-COMMENT X-CALENDARSERVER-ATTENDEE-COMMENT'),
  ...fates('carried', 'line of the body, or a note for a file', 'ATTACH'),
  ...fates(
    'carried',
    'a travel block of its own',
    'X-APPLE-TRAVEL-DURATION X-APPLE-TRAVEL-RETURN-DURATION X-APPLE-TRAVEL-START X-APPLE-TRAVEL-RETURN',
  ),
  ...fates('carried', 'UID of the item', 'UID'),
  ...fates('derived', 'a note: coordinates have no field', 'GEO'),
  ...fates('derived', 'busy status', 'TRANSP STATUS X-APPLE-EWS-BUSYSTATUS X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-MSNCALENDAR-BUSYSTATUS'),
  ...fates('derived', 'sensitivity', 'CLASS X-CALENDARSERVER-ACCESS'),
  ...fates('derived', 'importance', 'PRIORITY X-MICROSOFT-CDO-IMPORTANCE'),
  ...fates('derived', 'all-day or not', 'X-MICROSOFT-CDO-ALLDAYEVENT'),
  ...fates('derived', 'a deleted occurrence', 'X-CALENDARSERVER-HIDDEN-INSTANCE'),
  ...fates('derived', 'which of two versions counts', 'SEQUENCE DTSTAMP'),
  ...fates('ignored', 'Exchange keeps its own times of creation and change, and they cannot be set', 'CREATED LAST-MODIFIED'),
  ...fates('ignored', 'says how the file was made', 'VERSION PRODID CALSCALE METHOD NAME SOURCE REFRESH-INTERVAL X-PUBLISHED-TTL'),
  ...fates(
    'ignored',
    'belongs to the calendar, not to the event',
    'X-WR-CALNAME X-WR-CALDESC X-WR-TIMEZONE X-WR-RELCALID X-APPLE-CALENDAR-COLOR X-OWNER X-PRIMARY-CALENDAR',
  ),
  ...fates('ignored', 'both halves of a split series are migrated, each as a series of its own', 'RELATED-TO'),
  ...fates('ignored', 'outcome of a delivery long done', 'REQUEST-STATUS'),
  ...fates('ignored', 'a wish for traffic advice, no travel time', 'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR'),
  ...fates('ignored', 'the folder of files that ATTACH lines name', 'X-APPLE-DROPBOX'),
  ...fates(
    'ignored',
    'bookkeeping of Calendar Server',
    'X-CALENDARSERVER-MODIFIED-BY X-CALENDARSERVER-PERUSER-UID X-CALENDARSERVER-SPLIT-OLDER-UID X-CALENDARSERVER-SPLIT-NEWER-UID X-CALENDARSERVER-SPLIT-RID',
  ),
  ...fates(
    'ignored',
    'bookkeeping of a client',
    'X-APPLE-CREATOR-IDENTITY X-APPLE-CREATOR-TEAM-IDENTITY X-APPLE-SUGGESTION-INFO-OPAQUE-KEY X-APPLE-SUGGESTION-INFO-UNIQUE-KEY X-APPLE-SUGGESTION-INFO-TIMESTAMP X-APPLE-SUGGESTION-INFO-CHANGED-FIELDS X-APPLE-SCHEDULETAG X-APPLE-ETAG X-APPLE-SERVERFILENAME X-APPLE-DONTSCHEDULE X-APPLE-NEEDS-REPLY X-APPLE-INVITATION-RESPONSE X-APPLE-UNIVERSAL-ID X-APPLE-DEFAULT-ALARM X-MOZ-GENERATION X-MOZ-LASTACK X-MOZ-SNOOZE-TIME X-MOZ-FAKED-MASTER X-LIC-ERROR X-LIC-LOCATION X-ENTOURAGE_UUID X-WR-ITIPSTATUSML X-WR-ITIPALREADYSENT',
  ),
  ...fates(
    'ignored',
    'Outlook works these out itself',
    'X-MICROSOFT-CDO-INTENDEDSTATUS X-MICROSOFT-CDO-INSTTYPE X-MICROSOFT-CDO-APPT-SEQUENCE X-MICROSOFT-CDO-OWNERAPPTID X-MICROSOFT-CDO-ATTENDEE-CRITICAL-CHANGE X-MICROSOFT-CDO-OWNER-CRITICAL-CHANGE X-MICROSOFT-DISALLOW-COUNTER X-MICROSOFT-ISDRAFT X-MICROSOFT-DONOTFORWARDMEETING X-MICROSOFT-LOCATIONDISPLAYNAME X-MICROSOFT-LOCATIONSOURCE X-MS-OLK-FORCEINSPECTOROPEN X-MS-OLK-CONFTYPE X-MS-OLK-AUTOFILLLOCATION X-MS-OLK-APPTSEQTIME X-MS-OLK-AUTOSTARTCHECK',
  ),
]);

/** Properties of VALARM. */
export const ALARM_FATES: ReadonlyMap<string, Fate> = new Map([
  ...fates('derived', 'the reminder', 'ACTION TRIGGER'),
  ...fates('ignored', 'Exchange’s reminder shows the event itself', 'DESCRIPTION SUMMARY ATTACH ATTENDEE'),
  ...fates(
    'ignored',
    'Exchange asks again by itself',
    'REPEAT DURATION ACKNOWLEDGED RELATED-TO X-APPLE-SNOOZE X-MOZ-SNOOZE-TIME X-MOZ-LASTACK',
  ),
  ...fates(
    'ignored',
    'bookkeeping of a client',
    'UID X-WR-ALARMUID X-APPLE-DEFAULT-ALARM X-APPLE-LOCAL-DEFAULT-ALARM X-LIC-ERROR X-APPLE-RELATED-TRAVEL',
  ),
]);

/** Parameters, of whatever property. */
export const PARAMETER_FATES: ReadonlyMap<string, Fate> = new Map([
  ...fates('derived', 'how the value is read', 'TZID VALUE ENCODING FMTTYPE RANGE RELATED FBTYPE'),
  ...fates('carried', 'a person of the item', 'CN EMAIL CUTYPE ROLE PARTSTAT MEMBER'),
  ...fates(
    'carried',
    'a line of the body or a note',
    'ALTREP LABEL FILENAME X-FILENAME X-APPLE-FILENAME SIZE MANAGED-ID X-ADDRESS X-TITLE',
  ),
  ...fates('carried', 'who wrote a comment', 'X-CALENDARSERVER-ATTENDEE-REF'),
  ...fates('derived', 'a note: the address may be dead', 'SCHEDULE-STATUS'),
  ...fates(
    'ignored',
    'Exchange tracks invitations and answers itself',
    'RSVP SCHEDULE-AGENT SCHEDULE-FORCE-SEND SENT-BY DELEGATED-TO DELEGATED-FROM X-CALENDARSERVER-AUTO X-CALENDARSERVER-DTSTAMP X-CALENDARSERVER-RESET-PARTSTAT X-CALENDARSERVER-EMAIL X-CALENDARSERVER-ITIPALREADYSENT X-APPLE-HOSTED-STATUS X-NUM-GUESTS X-RESPONSE-COMMENT X-RECEIVED-SEQUENCE X-RECEIVED-DTSTAMP',
  ),
  ...fates(
    'ignored',
    'map details, covered by one note',
    'X-APPLE-RADIUS X-APPLE-REFERENCEFRAME X-APPLE-MAPKIT-HANDLE X-APPLE-ABUID X-CUADDR ROUTING',
  ),
  ...fates(
    'ignored',
    'says what a value is for',
    'LANGUAGE DIR RELTYPE FEATURE DISPLAY ORDER SCHEMA DERIVED X-APPLE-RELATED-TRAVEL X-LIC-ERRORTYPE',
  ),
]);
