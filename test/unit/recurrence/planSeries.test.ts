import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../shared/convert/isoTime.ts';
import { planSeries } from '../../../shared/convert/recurrence/planSeries.ts';
import { breaches } from './breaches.ts';
import { expected, options, outline, plan, readEvents, shown, testZones } from './support.ts';

const start = 'DTSTART;TZID=Europe/Berlin:20200106T090000\nDTEND;TZID=Europe/Berlin:20200106T100000';

function exdates(count: number): string {
  const days = Array.from({ length: count }, (_unused, index) =>
    new Date(Date.UTC(2020, 0, 7 + 2 * index)).toISOString().slice(0, 10).replaceAll('-', ''),
  );
  return days.map((day) => `EXDATE;TZID=Europe/Berlin:${day}T090000`).join('\n');
}

describe('planning a series', () => {
  it('leaves a single event what it is', () => {
    expect([plan(start).seriesClass, outline(plan(start)), plan(start).notes]).toEqual([
      'single',
      ['master 2020-01-06T09:00:00+01:00'],
      [],
    ]);
  });

  it('splits a series with more than 200 exceptions', () => {
    const text = `${start}\nRRULE:FREQ=DAILY\n${exdates(450)}`;
    const planned = plan(text);
    expect(planned.parts.map(({ part, deletions }) => [part, deletions.length])).toEqual([
      ['master', 200],
      ['split:FREQ=DAILY;FROM=20210210', 200],
      ['split:FREQ=DAILY;FROM=20220317', 50],
    ]);
    const window = { from: Date.UTC(2020, 0, 1), to: options.horizon };
    expect(shown(planned.parts, window)).toEqual(expected(readEvents(text), window));
    expect(planned.parts.flatMap(breaches)).toEqual([]);
  });

  it('names parts alike, whatever else is in the object', () => {
    const rule = `${start}\nRRULE:FREQ=MONTHLY;BYDAY=1MO,3MO`;
    const names = (text: string): readonly string[] => plan(text).parts.map(({ part }) => part);
    expect(names(`${rule}\nEXDATE;TZID=Europe/Berlin:20200120T090000`)).toEqual(names(rule));
    expect(names(`${rule};COUNT=30`)).toEqual(names(rule));
  });

  it('gives the same plan for the same object', () => {
    const text = `${start}\nRRULE:FREQ=MONTHLY;BYDAY=5MO\nRDATE;TZID=Europe/Berlin:20200108T090000`;
    expect(plan(text)).toEqual(plan(text));
  });

  it('says for people what became of a rule', () => {
    expect(plan(`${start}\nRRULE:FREQ=MONTHLY;BYDAY=5MO;COUNT=4`).explanation).toEqual([
      'FREQ=MONTHLY;BYDAY=5MO;COUNT=4: no Exchange pattern',
      'FREQ=MONTHLY;BYDAY=5MO;COUNT=4 -> 4 single appointments',
    ]);
  });

  it('names the last date of a rule that goes on, and leaves out what ended before the scope', () => {
    const object = readEvents(`${start}\nRRULE:FREQ=MONTHLY;BYDAY=5MO`);
    const planned = planSeries(object, testZones(), { ...options, from: Date.UTC(2028, 0, 1) });
    expect(outline(planned).map((line) => line.slice(-25))).toEqual([
      '2028-01-31T09:00:00+01:00',
      '2028-05-29T09:00:00+02:00',
      '2028-07-31T09:00:00+02:00',
      '2028-10-30T09:00:00+01:00',
    ]);
    expect(planned.notes.map(({ code, became }) => [code, became])).toEqual([
      ['rule-expanded', '4 single appointments'],
      ['rule-cut-at-horizon', '2028-10-30'],
    ]);
  });

  it('keeps what is coming when a rule is dense beyond measure', () => {
    const planned = plan(`${start}\nRRULE:FREQ=SECONDLY`);
    const [first] = planned.parts;
    expect([planned.parts.length, first?.part]).toEqual([366, 'single:20261120T000000Z']);
    expect(planned.notes.map(({ code }) => code)).toEqual(['past-left-out', 'rule-expanded', 'rule-cut-at-horizon']);
  });

  it('keeps a series that starts after the horizon', () => {
    const later = 'DTSTART;TZID=Europe/Berlin:20400106T090000\nDURATION:PT1H';
    expect(outline(plan(`${later}\nRRULE:FREQ=WEEKLY`))).toEqual(['master Weekly 1 Friday Monday NoEnd 2040-01-06']);
    expect(plan(`${later}\nRRULE:FREQ=MONTHLY;BYDAY=-2FR`).parts.length).toBeGreaterThan(5);
  });

  it('tells Exchange’s own time of an occurrence where the source’s zone had another history', () => {
    const text = `DTSTART;TZID=America/Chihuahua:20220912T090000\nDTEND;TZID=America/Chihuahua:20220912T100000\nRRULE:FREQ=WEEKLY\nEXDATE;TZID=America/Chihuahua:20220919T090000`;
    const [first] = plan(text).parts;
    expect(first === undefined ? [] : [isoTime(first.span.start, false), ...first.deletions.map((one) => isoTime(one, false))]).toEqual([
      '2022-09-12T10:00:00-05:00',
      '2022-09-19T10:00:00-05:00',
    ]);
  });

  it('ends an event of ten years after five, the most Exchange takes', () => {
    const [part] = plan('DTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20300101').parts;
    expect(part === undefined ? '' : isoTime(part.span.end, true)).toBe('2024-12-30');
  });

  it('makes nothing, and no note, of an object without events', () => {
    const { parts, notes, seriesClass } = planSeries({ ...readEvents(start), master: null }, testZones(), options);
    expect([parts, notes, seriesClass]).toEqual([[], [], 'nothing']);
  });

  it('leaves a cancelled series to its caller, and a hidden one out', () => {
    expect(outline(plan(`${start}\nRRULE:FREQ=WEEKLY;COUNT=3\nSTATUS:CANCELLED`))).toEqual([
      'master Weekly 1 Monday Monday Numbered 2020-01-06 3',
    ]);
    expect(plan(`${start}\nRRULE:FREQ=WEEKLY;COUNT=3\nX-CALENDARSERVER-HIDDEN-INSTANCE:TRUE`).seriesClass).toBe('nothing');
  });
});
