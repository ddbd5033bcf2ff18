import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../simulator/startSimulator.ts';
import { meetingsOf, prepareLiving } from '../resume/support/livingProject.ts';
import { runProject, verifyAll } from '../resume/support/runProject.ts';
import type { SampleProject } from '../resume/support/sampleProject.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';

/** A property the server forgets without a word, and the fields verification must then name; none where nobody loses anything. */
type Row = readonly [forgotten: string, fields: readonly string[]];

/** A series moves as a whole when its times, zone or pattern are not what was written. */
const MOVED = ['instance'];

const SILENT: readonly Row[] = [
  ['item:Subject', ['subject']],
  ['item:Body', ['body']],
  ['item:ReminderIsSet', ['reminderMinutesBeforeStart']],
  ['item:ReminderMinutesBeforeStart', ['reminderMinutesBeforeStart']],
  ['calendar:UID', ['uid']],
  ['calendar:Start', ['start', 'end', 'item', ...MOVED]],
  ['calendar:End', ['end', 'modifiedOccurrences', ...MOVED]],
  ['calendar:LegacyFreeBusyStatus', ['legacyFreeBusyStatus']],
  ['calendar:Location', ['location']],
  ['calendar:RequiredAttendees', ['requiredAttendees']],
  ['calendar:OptionalAttendees', ['optionalAttendees']],
  ['calendar:Resources', ['resources']],
  ['calendar:Recurrence', ['recurrence', 'modifiedOccurrences', 'deletedOccurrences', ...MOVED]],
  // A whole day lies on the midnights of its zone.
  ['calendar:StartTimeZone', ['startTimeZone', 'start', ...MOVED]],
  ['Appointment:0x8217', ['isOrganizer', 'myResponse']],
  ['Appointment:0x8218', ['myResponse']],
  ['tag:0x65', ['organizer']],
  ['GodwitItemHash', []],
  ['GodwitRunId', []],
];

const LIVE: readonly Row[] = [
  ['item:Subject', ['subject']],
  ['item:ReminderIsSet', ['reminderMinutesBeforeStart']],
  ['calendar:LegacyFreeBusyStatus', ['legacyFreeBusyStatus']],
  ['calendar:Location', ['location']],
  // A whole day lies on the midnights of its zone.
  ['calendar:StartTimeZone', ['startTimeZone', 'start', ...MOVED]],
  // Only the copy of a meeting that somebody outside organizes is made by these here; Exchange makes the others.
  ['Appointment:0x8217', ['isOrganizer', 'myResponse']],
  ['Appointment:0x8218', ['myResponse']],
  ['tag:0x65', ['organizer']],
  ['GodwitSent', []],
];

/** What the rows above were written for. */
const KINDS = [
  ...['every answer', 'one date answered otherwise', 'moved and cancelled dates', 'guest of one date only', 'room and projector'],
  ...['guest from outside', 'guest who deleted it', 'travel of the organizer and of a guest', 'note of a guest'],
  ...['optional guest with an alarm', 'organizer from outside', 'all-day meeting'],
];

interface Found {
  readonly fields: readonly string[];
  readonly isTwoSided: boolean;
  readonly answers: readonly [tracked: number, of: number, own: number, ofOwn: number];
}

describe.each([
  ['live', LIVE],
  ['silent', SILENT],
] as const)('a server that forgets, its calendars %s', (mode, rows) => {
  let godwit: Godwit;
  let project: SampleProject;

  beforeAll(async () => {
    godwit = openGodwit();
    project = await prepareLiving(godwit, { people: 4, meetings: meetingsOf(KINDS, 4), options: { meetings: mode } });
  }, 120_000);
  afterAll(() => godwit.remove());

  /** Writes the plan to a server that forgets this, and reads back what came of it. */
  async function verifyForgetting(forgotten: string, signal?: AbortSignal): Promise<Found> {
    const exchange = await startSimulator({ mailboxes: project.addresses, behaviour: { ignores: [forgotten] } });
    const projectPath = join(godwit.folder, `${forgotten.replace(/\W/g, '-')}.godwit`);
    copyFileSync(project.projectPath, projectPath);
    const { url } = exchange;
    try {
      const run = runProject({ projectPath, url, isImpatient: true, ...(signal === undefined ? {} : { signal }) });
      await (signal === undefined ? run : expect(run).rejects.toThrow('INTERRUPTED'));
      const { verdicts, trackingFound, trackingSource, ownFound, ownSource } = await verifyAll(projectPath, url);
      const differences = verdicts.flatMap((verdict) => verdict.differences);
      // An occurrence's field stands behind its date, an occurrence's answer before it.
      const fields = differences.map(({ field }) => field.split(' ').find((word) => /^[a-z]/i.test(word)) ?? field);
      return {
        fields: [...new Set(fields)].sort(),
        isTwoSided: differences.every(({ kind, source, target }) => kind !== 'different' || source !== target),
        answers: [trackingFound, trackingSource, ownFound, ownSource],
      };
    } finally {
      await exchange.stop();
    }
  }

  it.each(rows)('%s', { timeout: 120_000 }, async (forgotten, expected) => {
    const { fields, isTwoSided } = await verifyForgetting(forgotten);
    expect([fields, isTwoSided]).toEqual([[...expected].sort(), true]);
  });

  if (mode === 'silent') {
    it('counts a guest’s answer that was forgotten, and says that no tracking was to be had', { timeout: 120_000 }, async () => {
      const [tracked, of, own, ofOwn] = (await verifyForgetting('Appointment:0x8218')).answers;
      expect([tracked, of > 0, ofOwn - own > 0]).toEqual([0, true, true]);
    });
  } else {
    it('names the phase of meetings that are not through, and the answers nobody shows', { timeout: 120_000 }, async () => {
      const { fields, answers } = await verifyForgetting('calendar:UID', AbortSignal.timeout(6000));
      expect(fields).toEqual(expect.arrayContaining(['uid', 'phase', 'item', 'tracking']));
      expect(answers[0]).toBeLessThan(answers[1]);
    });
  }
});
