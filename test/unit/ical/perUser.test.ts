import { describe, expect, it } from 'vitest';
import type { ICalEvent } from '../../../shared/ical/model.ts';
import { textValue } from '../../../shared/ical/properties.ts';
import { fixtureObject, OWNER, readFixture, sketchTime } from './fixtures.ts';

const SHAREE = '1C3FCBD0-0BAB-5FCE-BB21-A8BADEFF15CC';

/** What of an event belongs to its reader alone. */
function personal(event: ICalEvent | null | undefined): unknown {
  if (event === null || event === undefined) return null;
  const alarms = event.alarms.map((alarm) => textValue(alarm, 'TRIGGER'));
  return { transp: textValue(event, 'TRANSP'), travel: textValue(event, 'X-APPLE-TRAVEL-DURATION'), alarms };
}

describe('per-user data', () => {
  it.each([
    ['of the owner, whatever the case of the GUID', OWNER, { transp: 'OPAQUE', travel: 'PT30M', alarms: ['-PT15M'] }],
    ['of a sharee for the sharee', SHAREE, { transp: 'TRANSPARENT', travel: 'PT9M', alarms: [] }],
    ['of nobody for somebody else', 'SOMEBODY', { transp: '', travel: '', alarms: [] }],
    ['of nobody when several might be meant', null, { transp: '', travel: '', alarms: [] }],
  ])('is that %s', (_, ownerUid, expected) => {
    expect(personal(fixtureObject('per-user-owner-and-sharee', ownerUid).master)).toEqual(expected);
  });

  it('is taken from the only block when the owner is unknown, and from nobody else’s when known', () => {
    expect([null, OWNER].map((uid) => personal(fixtureObject('per-user-sharee-only', uid).master))).toEqual([
      { transp: 'TRANSPARENT', travel: '', alarms: ['-PT15M'] },
      { transp: '', travel: '', alarms: [] },
    ]);
  });

  it('leaves all-day events free by default, but only where the owner has no block', () => {
    const [noBlock, block, opaque, timed] = readFixture('per-user-all-day-without-block').map(({ object }) => object?.master);
    expect([noBlock, block, opaque, timed].map((event) => (event ? textValue(event, 'TRANSP') : 'no event'))).toEqual([
      'TRANSPARENT',
      '',
      'OPAQUE',
      '',
    ]);
  });

  it('belongs to the occurrence it was given for; others inherit the series’ own', () => {
    const { master, overrides } = fixtureObject('per-user-series');
    expect(
      [master, ...overrides].map((event) => [event?.recurrenceId && sketchTime(event.recurrenceId), event?.synthesized, personal(event)]),
    ).toEqual([
      [null, false, { transp: 'OPAQUE', travel: '', alarms: ['-PT1M'] }],
      ['20270106T090000@Europe/Berlin', false, { transp: 'TRANSPARENT', travel: '', alarms: ['-PT2M'] }],
      ['20270107T090000@Europe/Berlin', false, { transp: 'OPAQUE', travel: '', alarms: ['-PT1M'] }],
      ['20270108T090000@Europe/Berlin', true, { transp: '', travel: 'PT45M', alarms: [] }],
      ['20270109T090000@Europe/Berlin', true, { transp: '', travel: '', alarms: ['-PT4M'] }],
    ]);
  });

  it('makes an override like the master, at its occurrence and without its recurrence', () => {
    const made = fixtureObject('per-user-series').overrides.find(({ synthesized }) => synthesized);
    expect(made?.properties.map(({ name, parameters, values }) => [name, parameters['TZID'] ?? '', values[0]])).toEqual([
      ['UID', '', 'fixture-1'],
      ['DTSTAMP', '', '20261201T080000Z'],
      ['DTSTART', 'Europe/Berlin', '20270108T090000'],
      ['SUMMARY', '', 'Lunch'],
      ['DTEND', 'Europe/Berlin', '20270108T100000'],
      ['STATUS', '', 'CONFIRMED'],
      ['RECURRENCE-ID', 'Europe/Berlin', '20270108T090000'],
      ['X-APPLE-TRAVEL-DURATION', '', 'PT45M'],
    ]);
  });

  it('makes no override for an excluded occurrence, and notes it', () => {
    expect(readFixture('per-user-series')[0]?.notes).toMatchObject([{ code: 'per-user-instance-without-series', was: '20270112T090000' }]);
  });

  it('makes all-day overrides of dates', () => {
    const [made] = fixtureObject('per-user-all-day-series').overrides;
    expect([made && sketchTime(made.dtstart), made?.dtend && sketchTime(made.dtend), personal(made)]).toEqual([
      '20270112',
      '20270114',
      { transp: 'TRANSPARENT', travel: '', alarms: [] },
    ]);
  });

  it('reaches guests who were invited to single occurrences only', () => {
    const { master, overrides } = fixtureObject('per-user-overrides-only');
    expect([master, overrides.map(personal)]).toEqual([null, [{ transp: '', travel: '', alarms: ['-PT1M'] }]]);
  });

  it('leaves hidden occurrences marked as hidden', () => {
    expect(fixtureObject('per-user-hidden-instance').overrides.map(({ hidden }) => hidden)).toEqual([true]);
  });

  it('reaches tasks', () => {
    const [task] = fixtureObject('per-user-task').others;
    expect([task && textValue(task, 'X-APPLE-SORT-ORDER'), task?.components.map(({ name }) => name)]).toEqual(['5', ['VALARM']]);
  });
});
