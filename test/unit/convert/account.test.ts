import { describe, expect, it } from 'vitest';
import { accountFor } from '../../../shared/convert/account.ts';
import { ALARM_FATES, PARAMETER_FATES, PROPERTY_FATES } from '../../../shared/convert/accountTable.ts';
import { convertCopies } from '../../../shared/convert/convertCopies.ts';
import type { ICalComponent, ICalObject, ICalProperty } from '../../../shared/ical/model.ts';
import {
  CONTEXT,
  JERRY,
  JIMI,
  attendee,
  calendarText,
  copyOf,
  eventLines,
  itemOf,
  mappingOf,
  organizer,
  perUser,
  plan,
} from './fixture.ts';

/** One line for each property the table says is carried or derived, on an event where it makes a difference. */
const LINES: Readonly<Record<string, string>> = {
  SUMMARY: 'SUMMARY:Other',
  DESCRIPTION: 'DESCRIPTION:Text',
  LOCATION: 'LOCATION:Here',
  'X-ALT-DESC': 'X-ALT-DESC;FMTTYPE=text/html:<p>x</p>',
  'X-APPLE-STRUCTURED-LOCATION': 'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=There:geo:1,2',
  CATEGORIES: 'CATEGORIES:Work',
  ATTENDEE: attendee(JERRY),
  URL: 'URL:https://example.com/',
  CONFERENCE: 'CONFERENCE:tel:1',
  'X-GOOGLE-CONFERENCE': 'X-GOOGLE-CONFERENCE:https://example.com/',
  'X-APPLE-TELMEET': 'X-APPLE-TELMEET:https://example.com/',
  CONTACT: 'CONTACT:Me',
  RESOURCES: 'RESOURCES:Chair',
  COMMENT: 'COMMENT:Hm',
  'X-CALENDARSERVER-PRIVATE-COMMENT': 'X-CALENDARSERVER-PRIVATE-COMMENT:mine',
  'X-CALENDARSERVER-ATTENDEE-COMMENT': 'X-CALENDARSERVER-ATTENDEE-COMMENT:theirs',
  ATTACH: 'ATTACH:https://example.com/a.pdf',
  'X-APPLE-TRAVEL-DURATION': 'X-APPLE-TRAVEL-DURATION:PT30M',
  'X-APPLE-TRAVEL-RETURN-DURATION': 'X-APPLE-TRAVEL-RETURN-DURATION:PT30M',
  GEO: 'GEO:1;2',
  TRANSP: 'TRANSP:TRANSPARENT',
  STATUS: 'STATUS:TENTATIVE',
  'X-APPLE-EWS-BUSYSTATUS': 'X-APPLE-EWS-BUSYSTATUS:OOF',
  'X-MICROSOFT-CDO-BUSYSTATUS': 'X-MICROSOFT-CDO-BUSYSTATUS:OOF',
  'X-MICROSOFT-MSNCALENDAR-BUSYSTATUS': 'X-MICROSOFT-MSNCALENDAR-BUSYSTATUS:OOF',
  CLASS: 'CLASS:PRIVATE',
  PRIORITY: 'PRIORITY:1',
  'X-MICROSOFT-CDO-IMPORTANCE': 'X-MICROSOFT-CDO-IMPORTANCE:2',
  RRULE: 'RRULE:FREQ=DAILY;COUNT=3',
  RDATE: 'RDATE;TZID=Europe/Berlin:20270610T090000',
  DTEND: 'DTEND;TZID=Europe/Berlin:20270607T110000',
  DURATION: 'DURATION:PT3H',
  DTSTART: 'DTSTART;TZID=Europe/Berlin:20270607T080000',
};

/** Proven elsewhere, because they mean nothing on a single event: travel, seriesMeetings, meetings and reader tests. */
const ELSEWHERE = new Set([
  ...['EXDATE', 'EXRULE', 'RECURRENCE-ID', 'ORGANIZER', 'X-APPLE-TRAVEL-START', 'X-APPLE-TRAVEL-RETURN', 'UID', 'X-CALENDARSERVER-ACCESS'],
  ...['X-MICROSOFT-CDO-ALLDAYEVENT', 'X-CALENDARSERVER-HIDDEN-INSTANCE', 'SEQUENCE', 'DTSTAMP'],
]);

function outcome(...lines: readonly string[]): string {
  const { items } = plan([{ text: calendarText(...eventLines(organizer(JIMI), ...lines)) }]);
  return JSON.stringify(items.map(({ item, notes }) => [item, notes]));
}

describe('what the table calls carried or derived', () => {
  const promised = [...PROPERTY_FATES].filter(([, { fate }]) => fate !== 'ignored').map(([name]) => name);

  it('has a proof for every property', () => {
    expect(promised.filter((name) => LINES[name] === undefined && !ELSEWHERE.has(name))).toEqual([]);
    expect(Object.keys(LINES).filter((name) => !promised.includes(name))).toEqual([]);
  });

  it.each(Object.entries(LINES))('%s makes a difference to the item or its notes', (_, line) => {
    expect(outcome(line)).not.toBe(outcome());
  });
});

describe('what the table ignores', () => {
  const ignored = [...PROPERTY_FATES].filter(([, { fate }]) => fate === 'ignored').map(([name]) => name);
  it.each(ignored)('%s changes nothing and says nothing', (name) => {
    expect(outcome(`${name}:x`)).toBe(outcome());
  });
});

describe('what no table knows', () => {
  it('is noted once a name, with its value', () => {
    const { notes } = itemOf(
      calendarText('X-OF-CALENDAR:1', ...eventLines('COLOR:red', 'X-SECRET;X-A=1:a', 'X-SECRET:b', 'CONTACT;X-WHO=me:Me')),
    );
    expect(notes.filter(({ severity }) => severity === 'dropped').map(({ code, property, was }) => [code, property, was])).toEqual([
      ['property-dropped', 'X-OF-CALENDAR', '1'],
      ['property-dropped', 'COLOR', 'red'],
      ['property-dropped', 'X-SECRET', 'a'],
      ['parameter-dropped', 'CONTACT;X-WHO', 'me'],
    ]);
  });

  it('is noted on alarms and on overrides too', () => {
    const override = [
      'BEGIN:VEVENT',
      'UID:event-1',
      'RECURRENCE-ID;TZID=Europe/Berlin:20270608T090000',
      'DTSTART;TZID=Europe/Berlin:20270608T090000',
      'DURATION:PT1H',
      'X-ODD:1',
      'END:VEVENT',
    ];
    const text = calendarText(
      ...eventLines(
        'RRULE:FREQ=DAILY;COUNT=3',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT5M',
        'X-APPLE-PROXIMITY:ARRIVE',
        'END:VALARM',
      ),
      ...override,
    );
    expect(
      itemOf(text)
        .notes.filter(({ code }) => code === 'property-dropped')
        .map(({ property }) => property),
    ).toEqual(['X-APPLE-PROXIMITY', 'X-ODD']);
  });

  it('is noted as a component where an event has company', () => {
    const text = calendarText(...eventLines(), 'BEGIN:VTODO', 'UID:event-1', 'SUMMARY:Do', 'END:VTODO');
    expect(itemOf(text).notes.map(({ code, property }) => [code, property])).toEqual([['component-dropped', 'VTODO']]);
  });
});

/** Every property and parameter of an object, as `where name` and `where name;parameter`. */
function* inventory(object: ICalObject): Generator<readonly [ReadonlyMap<string, unknown>, string, string | null]> {
  const list = function* (
    properties: readonly ICalProperty[],
    fates: ReadonlyMap<string, unknown>,
  ): Generator<readonly [ReadonlyMap<string, unknown>, string, string | null]> {
    for (const property of properties) {
      yield [fates, property.name, null];
      for (const parameter of Object.keys(property.parameters)) yield [fates, property.name, parameter];
    }
  };
  yield* list(object.calendarProperties, PROPERTY_FATES);
  for (const event of [object.master, ...object.overrides]) {
    if (event === null) continue;
    yield* list(event.properties, PROPERTY_FATES);
    for (const alarm of event.alarms satisfies readonly ICalComponent[]) yield* list(alarm.properties, ALARM_FATES);
  }
}

describe('the account of a whole object', () => {
  const text = calendarText(
    'CALSCALE:GREGORIAN',
    'X-WR-CALNAME:Band',
    'X-UNKNOWN-OF-CALENDAR:1',
    ...eventLines(
      organizer(JIMI),
      attendee(
        JERRY,
        'ACCEPTED',
        'CN=Jerry Garcia',
        'CUTYPE=INDIVIDUAL',
        'EMAIL=jgarcia@example.com',
        'ROLE=REQ-PARTICIPANT',
        'RSVP=TRUE',
        'SCHEDULE-STATUS=2.0',
        'X-ODD=1',
      ),
      'CREATED:20270530T080000Z',
      'DTSTAMP:20270530T080500Z',
      'SEQUENCE:0',
      'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=Olympus 1;X-APPLE-RADIUS=49.9;X-TITLE=Olympus 1:geo:52.06,5.12',
      'X-UNKNOWN;X-P=1:2',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Event reminder',
      'TRIGGER;X-APPLE-RELATED-TRAVEL=-PT30M:-PT120M',
      'UID:B0959872',
      'X-WR-ALARMUID:B0959872',
      'X-UNKNOWN-OF-ALARM:1',
      'END:VALARM',
    ),
    ...perUser(JIMI, ['TRANSP:OPAQUE', 'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC', 'X-UNKNOWN-OF-OWNER:1']),
  );

  it('names every property and parameter: in a table, or in a note', () => {
    const { ical } = copyOf({ text });
    if (ical === null) throw new Error('unreadable');
    const noted = new Set(accountFor(ical).map(({ property }) => property));
    const unaccounted = [...inventory(ical)].filter(([fates, name, parameter]) => {
      if (noted.has(name)) return false;
      return parameter === null ? !fates.has(name) : !PARAMETER_FATES.has(parameter) && !noted.has(`${name};${parameter}`);
    });
    expect(unaccounted).toEqual([]);
    expect([...noted].sort()).toEqual(['ATTENDEE;X-ODD', 'X-UNKNOWN', 'X-UNKNOWN-OF-ALARM', 'X-UNKNOWN-OF-CALENDAR', 'X-UNKNOWN-OF-OWNER']);
  });

  it('stands with the object’s first item', () => {
    const { items } = convertCopies([copyOf({ text })], mappingOf(), CONTEXT);
    expect(items[0]?.notes.filter(({ code }) => code === 'property-dropped').length).toBe(4);
  });
});
