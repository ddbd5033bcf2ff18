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
