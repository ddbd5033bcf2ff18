import { describe, expect, it } from 'vitest';
import { convertText } from '../../../electron/usecases/convert/convertText.ts';
import { CONTEXT } from '../../oracle/context.ts';
import { shownInstances } from '../../oracle/instances.ts';

/** A VCALENDAR with these components; a blank line separates events. */
function calendar(events: string, more = ''): string {
  const vevents = events
    .trim()
    .split(/\n\s*\n/)
    .map((lines) => `BEGIN:VEVENT\nUID:1\n${lines.trim()}\nEND:VEVENT`);
  return `BEGIN:VCALENDAR\n${more}\n${vevents.join('\n')}\nEND:VCALENDAR\n`.replace(/\n[ \n]*/g, '\r\n');
}

function shown(text: string, from: string, to: string): readonly string[] {
  const { items } = convertText({ name: 'x.ics', text, owner: 'owner@contoso.com', context: CONTEXT });
  return shownInstances(items, { from: Date.parse(from), to: Date.parse(to) });
}

describe('what comparing with another program found', () => {
  it('keeps the length of an event whose end is written in another zone when only one of the two changes its clocks', () => {
    const text = calendar(
      'DTSTART;TZID=America/New_York:20260102T140000\nDTEND;TZID=Europe/Berlin:20260105T213000\nRRULE:FREQ=WEEKLY;BYDAY=FR',
    );
    expect(shown(text, '2026-03-01', '2026-04-10')).toEqual([
      '2026-02-27T19:00:00Z/2026-03-02T20:30:00Z',
      '2026-03-06T19:00:00Z/2026-03-09T20:30:00Z',
      '2026-03-13T18:00:00Z/2026-03-16T19:30:00Z',
      '2026-03-20T18:00:00Z/2026-03-23T19:30:00Z',
      '2026-03-27T18:00:00Z/2026-03-30T19:30:00Z',
      '2026-04-03T18:00:00Z/2026-04-06T19:30:00Z',
    ]);
  });

  it('believes the last whole definition of a time zone', () => {
    const zone = (offset: string): string =>
      `BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:${offset}\nTZOFFSETTO:${offset}\nEND:STANDARD\nEND:VTIMEZONE\n`;
    const broken = 'BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n';
    const text = calendar('DTSTART;TZID=Ours:20270105T120000\nDURATION:PT1H', zone('+0200') + zone('+0300') + broken);
    expect(shown(text, '2027-01-01', '2027-02-01')).toEqual(['2027-01-05T09:00:00Z/2027-01-05T10:00:00Z']);
  });
});

describe('what damaged texts found', () => {
  it('is quick with a rule by seconds and a change long ago', () => {
    const text = calendar(
      'DTSTART:20060730T150000Z\nDURATION:PT1M\nRRULE:FREQ=SECONDLY\n\nRECURRENCE-ID:20120429T150000Z\nDTSTART:20120502T150000Z',
    );
    const start = process.cpuUsage();
    const { items } = convertText({ name: 'x.ics', text, owner: null, context: CONTEXT });
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(1);
    // What is near now, and not what was first.
    expect(items[0]?.item.start).toBe('2026-11-20T00:00:00+00:00');
  });

  it('is quick with an occurrence moved to end centuries later', () => {
    const text = calendar(
      'DTSTART:20140914T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\n\nRECURRENCE-ID:20140919T090000Z\nDTSTART:20140926T093000Z\nDTEND:43540926T100000Z',
    );
    const start = process.cpuUsage();
    expect(shown(text, '2027-01-01', '2027-01-02')).toEqual(['2027-01-01T09:00:00Z/2027-01-01T10:00:00Z']);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(0.5);
  });

  it('keeps the latest of too many past instances', () => {
    const text = calendar('DTSTART:20090416T100000Z\nRRULE:FREQ=MINUTELY;INTERVAL=20;UNTIL=20131219T150000Z\nEXDATE:20090416T100000Z');
    const { items } = convertText({ name: 'x.ics', text, owner: null, context: CONTEXT });
    expect([items.length, items.at(-1)?.item.start]).toEqual([3000, '2013-12-19T15:00:00+00:00']);
  });

  it('reads a digit of another script as no digit', () => {
    const text = calendar('DTSTART:20270105T100000Z\nDTEND:2027睺105T110000Z\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:2027햨106T100000Z');
    expect(shown(text, '2027-01-01', '2027-02-01')).toEqual([
      '2027-01-05T10:00:00Z/2027-01-05T10:00:00Z',
      '2027-01-06T10:00:00Z/2027-01-06T10:00:00Z',
    ]);
  });

  it('tells events without UID apart', () => {
    const one = 'BEGIN:VEVENT\nDTSTART:20270105T100000Z\nSUMMARY:Lunch\nEND:VEVENT\n';
    const text = `BEGIN:VCALENDAR\n${one}${one.replace('Lunch', 'Dinner')}END:VCALENDAR\n`.replaceAll('\n', '\r\n');
    const { items } = convertText({ name: 'x.ics', text, owner: null, context: CONTEXT });
    expect([items.map(({ item }) => item.subject), new Set(items.map(({ key }) => key)).size]).toEqual([['Lunch', 'Dinner'], 2]);
  });
});

describe('what can be called alike', () => {
  it('has names of its own: two rules that both begin before Exchange’s calendar', () => {
    const text = calendar(
      'DTSTART:00010101T000000Z\nRRULE:FREQ=MONTHLY;INTERVAL=5;UNTIL=19990731\nRRULE:FREQ=YEARLY;INTERVAL=3;BYMONTH=3,7',
    );
    const { items } = convertText({ name: 'x.ics', text, owner: null, context: CONTEXT });
    expect(items.map(({ part }) => part)).toEqual([
      'master',
      'split:FREQ=MONTHLY;INTERVAL=36;BYMONTHDAY=1;FROM=19030301',
      'split:FREQ=MONTHLY;INTERVAL=36;BYMONTHDAY=1;FROM=19060701',
    ]);
  });
});

describe('offsets no place has', () => {
  it('are not believed', () => {
    const zone =
      'BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+9500\nTZOFFSETTO:+9500\nEND:STANDARD\nEND:VTIMEZONE\n';
    const text = calendar('DTSTART;TZID=Ours:20270105T120000\nDURATION:PT1H', zone);
    expect(shown(text, '2027-01-01', '2027-02-01')).toEqual(['2027-01-05T11:00:00Z/2027-01-05T12:00:00Z']);
  });
});

describe('ids of occurrences', () => {
  const twice = 'DTSTART;TZID=Europe/Berlin:20270105T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=6';

  it.each([
    ['a date excludes its whole day', `${twice}\nEXDATE;VALUE=DATE:20270106`, ['05 08', '05 14', '07 08', '07 14']],
    ['a time excludes itself alone', `${twice}\nEXDATE;TZID=Europe/Berlin:20270106T150000`, ['05 08', '05 14', '06 08', '07 08', '07 14']],
    [
      'a date changes the occurrence at the usual time',
      `${twice}\n\nRECURRENCE-ID;VALUE=DATE:20270106\nDTSTART;TZID=Europe/Berlin:20270106T110000\nDURATION:PT1H`,
      ['05 08', '05 14', '06 10', '06 14', '07 08', '07 14'],
    ],
  ])('%s', (_name, lines, expected) => {
    const starts = shown(calendar(lines), '2027-01-01', '2027-02-01').map((instance) => instance.slice(8, 13).replace('T', ' '));
    expect(starts).toEqual(expected);
  });

  it('of the owner’s data alone make no occurrence', () => {
    const text = calendar(
      'DTSTART:20270105T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2',
      'BEGIN:X-CALENDARSERVER-PERUSER\nUID:1\nX-CALENDARSERVER-PERUSER-UID:owner@contoso.com\nBEGIN:X-CALENDARSERVER-PERINSTANCE\nRECURRENCE-ID:20270107T100000Z\nTRANSP:TRANSPARENT\nEND:X-CALENDARSERVER-PERINSTANCE\nEND:X-CALENDARSERVER-PERUSER',
    );
    const { items } = convertText({ name: 'x.ics', text, owner: 'owner@contoso.com', context: CONTEXT });
    expect(shownInstances(items, { from: Date.parse('2027-01-01'), to: Date.parse('2027-02-01') })).toEqual([
      '2027-01-05T10:00:00Z/2027-01-05T11:00:00Z',
      '2027-01-12T10:00:00Z/2027-01-12T11:00:00Z',
    ]);
    expect(items.flatMap(({ notes }) => notes.map(({ code }) => code))).toContain('per-user-instance-without-series');
  });
});
