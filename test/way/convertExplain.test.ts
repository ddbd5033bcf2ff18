import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGodwit, type Godwit } from '../support/godwit.ts';

const MEETING = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:meeting-1',
  'SUMMARY:Rehearsal',
  'DTSTART;TZID=Europe/Berlin:20270105T090000',
  'DTEND;TZID=Europe/Berlin:20270105T100000',
  'RRULE:FREQ=MONTHLY;BYMONTHDAY=5,20;COUNT=4',
  'ORGANIZER;CN=Jimi:mailto:jimi@contoso.com',
  'ATTENDEE;CN=Jerry;PARTSTAT=ACCEPTED:mailto:jerry@contoso.com',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:note-1',
  'DTSTART;VALUE=DATE:20270104',
  'STATUS:CANCELLED',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

describe('convert --explain', () => {
  let godwit: Godwit;

  beforeAll(() => {
    godwit = openGodwit();
    writeFileSync(join(godwit.folder, 'meeting.ics'), MEETING);
    writeFileSync(join(godwit.folder, 'bad.ics'), 'no calendar');
  });

  afterAll(() => godwit.remove());

  it('tells a person what was, which rule was taken and why, what becomes of it, and what changed on the way', async () => {
    const { exit, stdout } = await godwit.say('convert', 'meeting.ics', 'bad.ics', '--explain');
    expect(exit).toBe(3);
    expect(stdout.split('\n')).toEqual([
      'meeting.ics',
      '  Rehearsal  [UID meeting-1, calendar of jimi@contoso.com]',
      '    before  2027-01-05 09:00 Europe/Berlin to 2027-01-05 10:00 Europe/Berlin',
      '            repeats FREQ=MONTHLY;BYMONTHDAY=5,20;COUNT=4',
      '            organizer Jimi mailto:jimi@contoso.com',
      '            attendee Jerry mailto:jerry@contoso.com, accepted',
      '    rule    split: several series together say it',
      '            FREQ=MONTHLY;BYMONTHDAY=5,20;COUNT=4: split, FREQ=MONTHLY;BYMONTHDAY=5 + FREQ=MONTHLY;BYMONTHDAY=20',
      expect.stringMatching(
        /^ {4}after {3}meeting \(live\) «Rehearsal» 2027-01-05T09:00:00\+01:00 to 2027-01-05T10:00:00\+01:00, W\. Europe/,
      ),
      '              AbsoluteMonthly (FREQ=MONTHLY;BYMONTHDAY=5) from 2027-01-05, 2 times',
      '              required: Jerry <jerry@contoso.com> Accept',
      expect.stringContaining('2027-01-20T09:00:00+01:00'),
      '              AbsoluteMonthly (FREQ=MONTHLY;BYMONTHDAY=20) from 2027-01-20, 2 times',
      '              required: Jerry <jerry@contoso.com> Accept',
      expect.stringMatching(/^ {4}notes {3}adjusted rule-split: Exchange has no single pattern for the repetition; .* \[RRULE FREQ=/),
      '  (no title)  [UID note-1, calendar of owner@convert.invalid]',
      '    before  2027-01-04, cancelled',
      '    after   nothing, because: cancelled',
      '',
      'bad.ics',
      expect.stringContaining('it holds no VCALENDAR'),
      '',
      '',
    ]);
  });

  it('changes nothing for a program', async () => {
    const plain = await godwit.json('convert', 'meeting.ics');
    const explained = await godwit.json('convert', 'meeting.ics', '--explain');
    expect(explained.lines).toEqual(plain.lines);
    expect(Object.keys(plain.lines[0] ?? {})).toEqual(['file', 'items', 'notes', 'skipped']);
  });
});
