/** When clocks change, as RRULEs with the wall clock's hour before the change. */
interface Changes {
  readonly daylight: string;
  readonly standard: string;
}

const EUROPE: Changes = { daylight: 'BYMONTH=3;BYDAY=-1SU', standard: 'BYMONTH=10;BYDAY=-1SU' };
const AMERICA: Changes = { daylight: 'BYMONTH=3;BYDAY=2SU', standard: 'BYMONTH=11;BYDAY=1SU' };

/** Offset in hours, and the changes where there are some. */
const ZONES: Readonly<Record<string, readonly [hours: number, changes?: Changes]>> = {
  'America/Los_Angeles': [-8, AMERICA],
  'America/New_York': [-5, AMERICA],
  'Asia/Tokyo': [9],
  'Europe/Dublin': [0, EUROPE],
  'US/Eastern': [-5, AMERICA],
};
const CENTRAL_EUROPE = [1, EUROPE] as const;

function offset(hours: number): string {
  return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}00`;
}

function observance(kind: 'STANDARD' | 'DAYLIGHT', from: number, to: number, hour: number, rule: string): readonly string[] {
  const day = rule.includes('BYMONTH=3') ? '20070311' : '20071104';
  const european = rule.includes('BYMONTH=3') ? '20070325' : '20071028';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${rule.includes('-1SU') ? european : day}T${String(hour).padStart(2, '0')}0000`,
    `RRULE:FREQ=YEARLY;${rule}`,
    `TZNAME:${kind === 'STANDARD' ? 'ST' : 'DT'}`,
    `TZOFFSETFROM:${offset(from)}`,
    `TZOFFSETTO:${offset(to)}`,
    `END:${kind}`,
  ];
}

/** The VTIMEZONE that Calendar Server before 5.2 stored with every event (stdconfig.py, EnableTimezonesByReference). */
export function inlineZone(tzid: string): readonly string[] {
  const [hours, changes] = ZONES[tzid] ?? CENTRAL_EUROPE;
  const parts =
    changes === undefined
      ? [
          'BEGIN:STANDARD',
          'DTSTART:19510101T000000',
          'TZNAME:ST',
          `TZOFFSETFROM:${offset(hours)}`,
          `TZOFFSETTO:${offset(hours)}`,
          'END:STANDARD',
        ]
      : [
          // Europe changes at 01:00 UTC everywhere, America at 02:00 of each place's own clock.
          ...observance('STANDARD', hours + 1, hours, changes === EUROPE ? hours + 2 : 2, changes.standard),
          ...observance('DAYLIGHT', hours, hours + 1, changes === EUROPE ? hours + 1 : 2, changes.daylight),
        ];
  return ['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...parts, 'END:VTIMEZONE'];
}
