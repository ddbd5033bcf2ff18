import type { Days } from './days.ts';
import type { StoredInstance, StoredObject } from './storedText.ts';

/** What a kind of event is made from. */
export interface KindContext {
  readonly uid: string;
  readonly days: Days;
  /** The day it is about, counted from today. */
  readonly day: number;
  readonly hour: number;
  readonly zone: string;
  readonly title: string;
}

type Kind = (context: KindContext) => Omit<StoredObject, 'uid' | 'type'>;

const BUSY = ['TRANSP:OPAQUE', 'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC'];
const FREE = ['TRANSP:TRANSPARENT'];

/** `DTSTART` and `DTEND` in the owner's zone, one hour unless said otherwise. */
export function times({ days, day, hour, zone }: KindContext, minutes = 60, offset = 0, shift = 0): readonly string[] {
  const end = hour * 60 + shift * 60 + minutes;
  return [
    `DTSTART;TZID=${zone}:${days.local(day + offset, hour + shift)}`,
    `DTEND;TZID=${zone}:${days.local(day + offset + Math.floor(end / 1_440), Math.floor(end / 60) % 24, end % 60)}`,
  ];
}

function allDay({ days, day }: KindContext, length = 1, offset = 0): readonly string[] {
  return [`DTSTART;VALUE=DATE:${days.date(day + offset)}`, `DTEND;VALUE=DATE:${days.date(day + offset + length)}`];
}

function stamps({ days, day, title }: KindContext, sequence = 0): readonly string[] {
  return [`CREATED:${days.utc(day - 20, 8)}`, `DTSTAMP:${days.utc(day - 20, 8, 5)}`, `SEQUENCE:${sequence}`, `SUMMARY:${title}`];
}

function recurrenceId({ days, day, hour, zone }: KindContext, offset: number): string {
  return `RECURRENCE-ID;TZID=${zone}:${days.local(day + offset, hour)}`;
}

function single(
  context: KindContext,
  shared: readonly string[] = [],
  mine: readonly string[] = BUSY,
): { instances: readonly StoredInstance[] } {
  return { instances: [{ shared: [...times(context), ...stamps(context), ...shared], mine }] };
}

function series(
  rule: string,
  more: (context: KindContext) => Partial<StoredInstance> & { overrides?: readonly StoredInstance[] } = () => ({}),
): Kind {
  return (context) => {
    const { overrides = [], shared = [], mine = BUSY } = more(context);
    return { instances: [{ shared: [...times(context), ...stamps(context), `RRULE:${rule}`, ...shared], mine }, ...overrides] };
  };
}

/** A series that begins on a day the rule itself gives. */
function seriesOn(find: (context: KindContext) => number, rule: (context: KindContext) => string): Kind {
  return (context) => series(rule(context))({ ...context, day: find(context) });
}

function alarm(...lines: readonly string[]): readonly string[] {
  return ['BEGIN:VALARM', ...lines, 'END:VALARM'];
}

const onWeekday =
  (weekday: number) =>
  ({ days, day }: KindContext): number =>
    days.weekday(day, weekday);

/** The last day of the month of a day. */
function lastOfMonth({ days, day }: KindContext): number {
  return days.monthDay(day + 1, 1) - 1;
}

function lastFriday(context: KindContext): number {
  return context.days.weekday(lastOfMonth(context) - 6, 5);
}

function lastWorkday(context: KindContext): number {
  const last = lastOfMonth(context);
  const isWeekend = [6, 7].some((weekday) => context.days.weekday(last, weekday) === last);
  return isWeekend ? context.days.weekday(last - 6, 5) : last;
}

function fifthMonday({ days, day }: KindContext): number {
  let monday = days.weekday(day, 1);
  while (Number(days.date(monday).slice(6)) < 29) monday += 7;
  return monday;
}

const TRAVEL_START = 'X-APPLE-TRAVEL-START;ROUTING=CAR;VALUE=URI;X-ADDRESS=Hafenstraße 1\\n20457 Hamburg;X-TITLE=Home:';
const PLACE =
  'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Speicherweg 4\\n20457 Hamburg";X-APPLE-RADIUS=71;X-TITLE=Warehouse:geo:53.543900,9.988700';

/** Single events, by what they show. */
const SINGLES: Readonly<Record<string, Kind>> = {
  'single in the own zone': (context) => single(context),
  'single in UTC': (context) => ({
    instances: [
      {
        shared: [`DTSTART:${context.days.utc(context.day, 9)}`, `DTEND:${context.days.utc(context.day, 10)}`, ...stamps(context)],
        mine: BUSY,
      },
    ],
  }),
  'floating single': (context) => ({
    instances: [
      {
        shared: [`DTSTART:${context.days.local(context.day, 8)}`, `DTEND:${context.days.local(context.day, 8, 30)}`, ...stamps(context)],
        mine: BUSY,
      },
    ],
  }),
  'single in a legacy zone': (context) => single({ ...context, zone: 'US/Eastern' }),
  'single with a duration': (context) => ({
    instances: [
      {
        shared: [`DTSTART;TZID=${context.zone}:${context.days.local(context.day, context.hour)}`, 'DURATION:PT1H30M', ...stamps(context)],
        mine: BUSY,
      },
    ],
  }),
  'single without an end': (context) => ({
    instances: [{ shared: [`DTSTART;TZID=${context.zone}:${context.days.local(context.day, 12)}`, ...stamps(context)], mine: BUSY }],
  }),
  overnight: (context) => ({ instances: [{ shared: [...times({ ...context, hour: 22 }, 480), ...stamps(context)], mine: BUSY }] }),
  'several days with times': (context) => ({ instances: [{ shared: [...times(context, 3_060), ...stamps(context)], mine: BUSY }] }),
  'all-day': (context) => ({ instances: [{ shared: [...allDay(context), ...stamps(context)], mine: FREE }] }),
  'all-day without a word on busy': (context) => ({ instances: [{ shared: [...allDay(context), ...stamps(context)] }] }),
  vacation: (context) => ({ instances: [{ shared: [...allDay(context, 12), ...stamps(context)], mine: BUSY }] }),
  tentative: (context) => single(context, ['STATUS:TENTATIVE']),
  free: (context) => single(context, [], FREE),
  'travel there': (context) =>
    single(context, ['LOCATION:Warehouse'], [...BUSY, 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M', TRAVEL_START]),
  'travel there and back': (context) =>
    single(
      context,
      ['LOCATION:Airport'],
      [...BUSY, 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT1H15M', 'X-APPLE-TRAVEL-RETURN-DURATION;VALUE=DURATION:PT45M'],
    ),
  private: (context) => ({ ...single(context), calendar: ['X-CALENDARSERVER-ACCESS:PRIVATE'] }),
  confidential: (context) => ({ ...single(context), calendar: ['X-CALENDARSERVER-ACCESS:CONFIDENTIAL'] }),
  'class private': (context) => single(context, ['CLASS:PRIVATE']),
  'two alarms': (context) =>
    single(
      context,
      [],
      [
        ...BUSY,
        ...alarm('ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'TRIGGER:-PT15M', `UID:${context.uid}-A`, `X-WR-ALARMUID:${context.uid}-A`),
        ...alarm('ACTION:AUDIO', 'ATTACH;VALUE=URI:Basso', 'TRIGGER:-P1D'),
      ],
    ),
  'no alarm wanted': (context) =>
    single(context, [], [...BUSY, ...alarm('ACTION:NONE', 'TRIGGER;VALUE=DATE-TIME:19760401T005545Z', 'X-APPLE-DEFAULT-ALARM:TRUE')]),
  'alarm at a fixed time': (context) =>
    single(
      context,
      [],
      [...BUSY, ...alarm('ACTION:DISPLAY', 'DESCRIPTION:Go', `TRIGGER;VALUE=DATE-TIME:${context.days.utc(context.day - 1, 7)}`)],
    ),
  'place on the map': (context) =>
    single(context, ['LOCATION:Warehouse\\nSpeicherweg 4\\, Hamburg', PLACE, 'URL;VALUE=URI:https://example.com/w']),
  'long text': (context) =>
    single(context, [`DESCRIPTION:${'Größe und Übermaß – „schöne“ Grüße 🎸\\, 会議\\; Zeile\\n'.repeat(12)}`, 'CATEGORIES:Trip,Customer']),
  important: (context) => single(context, ['PRIORITY:1', 'CONTACT:Front desk']),
  'without a title': (context) => single({ ...context, title: '' }),
  'attached file': (context) =>
    single(context, [
      `ATTACH;FILENAME=Offer.pdf;FMTTYPE=application/pdf;MANAGED-ID=${context.uid};SIZE=460:https://calendar.example.com:8443/calendars/__uids__/X/dropbox/Y/Offer.pdf`,
    ]),
  'inline attachment': (context) => single(context, ['ATTACH;ENCODING=BASE64;FMTTYPE=text/plain;VALUE=BINARY:SGVsbG8=']),
};

/** Series: the six patterns of Exchange with the three ends, exceptions, and rules that fit no pattern. */
const SERIES: Readonly<Record<string, Kind>> = {
  'daily, counted': series('FREQ=DAILY;COUNT=10'),
  'daily, until': (context) => series(`FREQ=DAILY;INTERVAL=2;UNTIL=${context.days.utc(context.day + 30, 22)}`)(context),
  'daily without end': series('FREQ=DAILY'),
  'weekly without end': seriesOn(onWeekday(1), () => 'FREQ=WEEKLY;BYDAY=MO,WE'),
  'workdays, until': seriesOn(onWeekday(1), ({ days, day }) => `FREQ=WEEKLY;UNTIL=${days.utc(day + 60, 22)};BYDAY=MO,TU,WE,TH,FR`),
  'every second week, counted': seriesOn(onWeekday(4), () => 'FREQ=WEEKLY;INTERVAL=2;COUNT=12;BYDAY=TH;WKST=SU'),
  'monthly on a day, until': seriesOn(
    ({ days, day }) => days.monthDay(day, 15),
    ({ days, day }) => `FREQ=MONTHLY;UNTIL=${days.utc(day + 400, 22)};BYMONTHDAY=15`,
  ),
  'monthly on a day, counted': series('FREQ=MONTHLY;COUNT=6'),
  'monthly on the second Tuesday': seriesOn(
    ({ days, day }) => days.weekday(days.monthDay(day, 8), 2),
    () => 'FREQ=MONTHLY;BYDAY=2TU',
  ),
  'monthly on the last Friday, counted': seriesOn(lastFriday, () => 'FREQ=MONTHLY;COUNT=8;BYDAY=-1FR'),
  birthday: (context) => ({
    instances: [{ shared: [...allDay({ ...context, day: context.day - 900 }), ...stamps(context), 'RRULE:FREQ=YEARLY'], mine: FREE }],
  }),
  'yearly, counted': series('FREQ=YEARLY;COUNT=5'),
  'yearly on the fourth Thursday of November': seriesOn(
    ({ days, day }) => days.weekday(days.monthDay(day - 400, 22, 11), 4),
    ({ days, day }) => `FREQ=YEARLY;UNTIL=${days.utc(day + 2_000, 22)};BYMONTH=11;BYDAY=4TH`,
  ),
  'fifth Monday': seriesOn(fifthMonday, () => 'FREQ=MONTHLY;COUNT=5;BYDAY=5MO'),
  'day 31': seriesOn(
    ({ days, day }) => days.monthDay(day, 31),
    () => 'FREQ=MONTHLY;COUNT=7;BYMONTHDAY=31',
  ),
  'last workday of the month': seriesOn(lastWorkday, () => 'FREQ=MONTHLY;COUNT=9;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'),
  'last day of the month': seriesOn(lastOfMonth, () => 'FREQ=MONTHLY;COUNT=4;BYMONTHDAY=-1'),
  'leap day': seriesOn(
    ({ days, day }) => days.monthDay(day - 1_500, 29, 2),
    () => 'FREQ=YEARLY;COUNT=3',
  ),
  hourly: series('FREQ=HOURLY;INTERVAL=2;COUNT=4'),
  'extra date': series('FREQ=WEEKLY;COUNT=4', (context) => ({
    shared: [`RDATE;TZID=${context.zone}:${context.days.local(context.day + 10, context.hour)}`],
  })),
  'all-day series': (context) => ({
    instances: [{ shared: [...allDay(context, 2), ...stamps(context), 'RRULE:FREQ=WEEKLY;COUNT=6'], mine: BUSY }],
  }),
  'deleted dates': series('FREQ=WEEKLY;COUNT=10', ({ days, day, hour, zone }) => ({
    shared: [7, 21].map((offset) => `EXDATE;TZID=${zone}:${days.local(day + offset, hour)}`),
  })),
  'moved date': series('FREQ=WEEKLY;COUNT=10', (context) => ({
    overrides: [{ recurrenceId: recurrenceId(context, 14), shared: [...times(context, 60, 15, 2), ...stamps(context, 1)], mine: BUSY }],
  })),
  'changed date': series('FREQ=DAILY;COUNT=12', (context) => ({
    overrides: [
      {
        recurrenceId: recurrenceId(context, 3),
        shared: [...times(context, 90, 3), ...stamps({ ...context, title: `${context.title} (long)` }, 1), 'LOCATION:Canteen'],
        mine: FREE,
      },
    ],
  })),
  'cancelled date': series('FREQ=WEEKLY', (context) => ({
    overrides: [
      { recurrenceId: recurrenceId(context, 7), shared: [...times(context, 60, 7), ...stamps(context, 1), 'STATUS:CANCELLED'], mine: BUSY },
    ],
  })),
  'travel with a series': series('FREQ=WEEKLY;COUNT=8', (context) => ({
    mine: [...BUSY, 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT20M'],
    overrides: [
      {
        recurrenceId: recurrenceId(context, 7),
        shared: [...times(context, 60, 7, 1), ...stamps(context, 1)],
        mine: [...BUSY, 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT50M'],
      },
      {
        recurrenceId: recurrenceId(context, 14),
        shared: [...times(context, 60, 15), ...stamps(context, 1)],
        mine: [...BUSY, 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT20M'],
      },
    ],
    shared: [`EXDATE;TZID=${context.zone}:${context.days.local(context.day + 21, context.hour)}`],
  })),
};

/** Every kind of event that one person has alone, by a name that says what it shows. */
export const PERSONAL_KINDS: Readonly<Record<string, Kind>> = { ...SINGLES, ...SERIES };

/** A task of the Reminders list. */
export function task({ uid, days, day, title }: KindContext): StoredObject {
  const shared = [
    `DUE;VALUE=DATE:${days.date(day)}`,
    `DTSTAMP:${days.utc(day - 3, 8)}`,
    'PRIORITY:5',
    'STATUS:NEEDS-ACTION',
    `SUMMARY:${title}`,
  ];
  return { uid, type: 'VTODO', instances: [{ shared }] };
}
