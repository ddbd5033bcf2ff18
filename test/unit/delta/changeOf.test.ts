import { describe, expect, it } from 'vitest';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import { changeOf, newOccurrences, newWords } from '../../../shared/run/delta/changeOf.ts';
import { calendarItem, plannedItem, weekly } from '../run/planned.ts';

const GUEST = { email: 'jimi@contoso.com', name: 'Jimi', response: 'Unknown' } as const;
const MONDAY = '2026-11-30T09:00:00+01:00';
const CHANGE = { originalStart: MONDAY, start: MONDAY, end: '2026-11-30T10:00:00+01:00' };
const meeting = calendarItem({ requiredAttendees: [GUEST] });

describe('a planned item against what was written', () => {
  it.each<[string, Partial<EwsCalendarItem>]>([
    ['structure', { start: '2026-11-23T09:30:00+01:00' }],
    ['structure', { end: '2026-11-23T11:00:00+01:00' }],
    ['structure', { startTimeZone: 'UTC' }],
    ['structure', { requiredAttendees: [] }],
    ['structure', { requiredAttendees: [], optionalAttendees: [GUEST] }],
    ['structure', { recurrence: weekly().recurrence }],
    ['structure', { deletedOccurrences: [MONDAY] }],
    ['structure', { modifiedOccurrences: [CHANGE] }],
    ['content', { subject: 'Another' }],
    ['content', { body: { type: 'Text', text: 'Another' } }],
    ['content', { location: '' }],
    ['content', { legacyFreeBusyStatus: 'Free' }],
    ['content', { sensitivity: 'Private' }],
    ['content', { categories: [] }],
    ['content', { reminderMinutesBeforeStart: null }],
    ['answers', { requiredAttendees: [{ ...GUEST, response: 'Accept' }] }],
    ['answers', { myResponse: 'Tentative' }],
    ['same', {}],
    ['content', { subject: 'Another', requiredAttendees: [{ ...GUEST, response: 'Accept' }] }],
  ])('differs in %s: %j', (change, fields) => {
    expect(changeOf(plannedItem(meeting), plannedItem({ ...meeting, ...fields }))).toBe(change);
  });

  it.each<[string, Partial<PlannedItem>]>([
    ['structure', { mode: 'live' }],
    ['structure', { kind: 'guest-copy' }],
    ['structure', { folder: 'Calendar/Family' }],
    ['same', { source: { ...plannedItem(meeting).source, md5: 'f'.repeat(32) } }],
    ['same', { notes: [{ code: 'x', severity: 'adjusted', property: '', was: '', became: '' }] }],
  ])('differs in %s: %j', (change, fields) => {
    expect(changeOf(plannedItem(meeting), plannedItem(meeting, fields))).toBe(change);
  });

  it('sees the same moment under another offset', () => {
    const utc = { ...meeting, start: '2026-11-23T08:00:00Z', end: '2026-11-23T09:00:00Z' };
    expect(changeOf(plannedItem(meeting), plannedItem(utc))).not.toBe('structure');
  });
});

describe('new words', () => {
  it('are those that differ, emptied ones too', () => {
    const is = calendarItem({ subject: 'Another', location: '', categories: [] });
    expect(newWords(calendarItem(), is)).toEqual({ subject: 'Another', location: '', categories: [] });
    expect(newWords(calendarItem(), calendarItem())).toEqual({});
  });

  it('of an occurrence come with its times and without people', () => {
    const was = weekly({ modifiedOccurrences: [{ ...CHANGE, subject: 'Once' }] });
    const is = weekly({ modifiedOccurrences: [{ ...CHANGE, subject: 'Twice', requiredAttendees: [GUEST] }] });
    expect(newOccurrences(was, is)).toEqual([{ ...CHANGE, subject: 'Twice' }]);
  });

  it('of an occurrence that has lost its own are those of its series', () => {
    const was = weekly({ modifiedOccurrences: [{ ...CHANGE, subject: 'Once', location: 'Roof' }] });
    const is = weekly({ subject: 'Series', modifiedOccurrences: [{ ...CHANGE, location: 'Roof' }] });
    expect(newOccurrences(was, is)).toEqual([{ ...CHANGE, subject: 'Series' }]);
  });

  it('are none where only the series changed', () => {
    const of = (subject: string): EwsCalendarItem => weekly({ subject, modifiedOccurrences: [{ ...CHANGE, location: 'Roof' }] });
    expect(newOccurrences(of('Was'), of('Is'))).toEqual([]);
  });
});
