import type { Random } from '../sample/random.ts';

/** Whole lines that ask for trouble. */
const LINES = [
  ...[
    'RRULE:FREQ=SECONDLY',
    'RRULE:FREQ=MINUTELY;INTERVAL=7',
    'RRULE:FREQ=DAILY;INTERVAL=999999999',
    'RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2',
  ],
  ...['RRULE:FREQ=HOURLY;BYMINUTE=1,2,3,4,5,6;BYSECOND=0,30', 'RRULE:FREQ=WEEKLY;COUNT=100000', 'RRULE:FREQ=YEARLY;UNTIL=99991231T235959Z'],
  ...[
    'RRULE:FREQ=DAILY;COUNT=0',
    'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,1,2',
    'RRULE:RSCALE=HEBREW;FREQ=YEARLY',
    'EXRULE:FREQ=DAILY',
  ],
  ...[
    'DTSTART:00010101T000000Z',
    'DTSTART;VALUE=DATE:16040229',
    'DTSTART:99991231T235959Z',
    'DTSTART;TZID=Nowhere/Land:20270330T023000',
    'DTSTART:',
  ],
  ...[
    'DTEND:19000101T000000Z',
    'DTEND;VALUE=DATE:20991231',
    'DURATION:P9999999D',
    'DURATION:-PT1H',
    'DURATION:P1DT',
    'DURATION:PT999999999S',
  ],
  ...[
    'RECURRENCE-ID;RANGE=THISANDFUTURE:20270105T080000Z',
    'RECURRENCE-ID;VALUE=DATE:20270107',
    'RECURRENCE-ID:x',
    'RDATE;VALUE=PERIOD:20270101T000000Z/P5000D',
  ],
  ...[
    'EXDATE;VALUE=DATE:20270107',
    'EXDATE:20270105T080000Z,20270106T080000Z,,x',
    'RDATE:20270101,20270102T000000',
    'STATUS:CANCELLED',
    'TRANSP:TRANSPARENT',
  ],
  ...[
    'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT45M',
    'X-APPLE-TRAVEL-DURATION:P30D',
    'X-APPLE-TRAVEL-RETURN-DURATION:PT90M',
    'CLASS:CONFIDENTIAL',
  ],
  ...[
    'ORGANIZER:urn:x-uid:B950A1E8-2281-5476-BE6D-2A6F950D6639',
    'ATTENDEE;PARTSTAT=DECLINED:mailto:owner@contoso.com',
    'ATTENDEE;CN="a:b;c:MAILTO:',
    'ORGANIZER:',
  ],
  ...[
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VALARM',
    'END:VALARM',
    'BEGIN:VCALENDAR',
    'END:VCALENDAR',
    'BEGIN:X-CALENDARSERVER-PERUSER',
    'BEGIN:VTIMEZONE',
  ],
  ...[
    'TRIGGER:-P99999W',
    'TRIGGER;VALUE=DATE-TIME:19760401T005545Z',
    'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    'X-CALENDARSERVER-HIDDEN-INSTANCE:TRUE',
  ],
  ...[
    'SUMMARY:\u0000\u0007\ud83d \udc00 \ufffe',
    'DESCRIPTION:\\',
    'X-ALT-DESC;FMTTYPE=text/html:<body>&#0;&#x1f;\u000b</body>',
    'CATEGORIES:\\,,;,\u0001',
  ],
  ...[
    'LOCATION;LANGUAGE=\u0002:\u0003',
    'ATTACH;ENCODING=BASE64;VALUE=BINARY:%%%',
    'ATTACH;FMTTYPE=\u0008;FILENAME="\ud800":http://x/',
    'URL:\u001b[31m',
  ],
];

const PIECES = [
  '\r\n',
  '\n',
  '\r',
  '\r\n ',
  '\n\t',
  ':',
  ';',
  '"',
  '\\',
  '=',
  ',',
  '\0',
  '\u000b',
  '\ud83d',
  '\udc00',
  '\ufffe',
  '\uffff',
  '9'.repeat(30),
  '-',
  'Z',
];

/** A text somebody's program, editor or disk has damaged. The same for the same state of `random`. */
export function mutatedText(random: Random, texts: readonly string[]): string {
  let text = random.pick(texts);
  for (let left = 1 + random.below(8); left > 0; left -= 1) text = mutateOnce(text, random, texts);
  return text;
}

function mutateOnce(text: string, random: Random, texts: readonly string[]): string {
  switch (random.below(9)) {
    case 0:
      return splice(text, random, random.below(40), random.pick(PIECES));
    case 1:
      return splice(text, random, 1, String.fromCharCode(random.below(random.next() < 0.5 ? 128 : 65_536)));
    case 2:
      return withLine(text, random, random.pick(LINES));
    case 3:
      return withLine(text, random, random.pick(random.pick(texts).split('\r\n')));
    case 4:
      return changeLines(text, random, (lines, at) => [...lines.slice(0, at), ...lines.slice(at + 1 + random.below(3))]);
    case 5:
      return changeLines(text, random, (lines, at) => [
        ...lines.slice(0, at),
        ...lines.slice(at, at + random.below(6)),
        ...lines.slice(at),
      ]);
    case 6:
      return text.replace(new RegExp(`\\d{${1 + random.below(4)}}`, 'g'), (digits) =>
        random.next() < 0.05 ? String(random.below(10 ** digits.length)) : digits,
      );
    case 7:
      return text.slice(0, random.below(text.length + 1)) + (random.next() < 0.5 ? '' : random.pick(texts));
    default:
      return changeLines(text, random, (lines, at) =>
        lines.with(at, (lines[at] ?? '').replace(/^[^:;]*/, random.pick(LINES).replace(/[:;].*/, ''))),
      );
  }
}

function splice(text: string, random: Random, length: number, insert: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + insert + text.slice(at + length);
}

function withLine(text: string, random: Random, line: string): string {
  return changeLines(text, random, (lines, at) => [...lines.slice(0, at), line, ...lines.slice(at)]);
}

function changeLines(text: string, random: Random, change: (lines: readonly string[], at: number) => readonly string[]): string {
  const lines = text.split('\r\n');
  return change(lines, random.below(lines.length)).join('\r\n');
}
