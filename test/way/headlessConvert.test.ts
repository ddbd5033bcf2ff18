import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { ended, startGodwit } from '../support/godwitProcess.ts';

describe('convert', () => {
  const GUID = 'B950A1E8-2281-5476-BE6D-2A6F950D6639';
  const OTHER = '1C3FCBD0-0BAB-5FCE-BB21-A8BADEFF15CC';
  const meeting = (uid: string): string =>
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'DTSTART:20261120T090000',
      'DTEND:20261120T100000',
      'SUMMARY:Meet',
      `ORGANIZER;CN=Jimi;EMAIL=jimi@example.com:urn:x-uid:${GUID}`,
      `ATTENDEE;CN=Jimi;EMAIL=jimi@example.com;PARTSTAT=ACCEPTED:urn:x-uid:${GUID}`,
      `ATTENDEE;CN=Jerry;EMAIL=jerry@example.com;PARTSTAT=TENTATIVE:urn:uuid:${OTHER.toLowerCase()}`,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');

  let godwit: Godwit;
  let folder: string;

  beforeAll(() => {
    godwit = openGodwit();
    ({ folder } = godwit);
    writeFileSync(join(folder, 'meeting.ics'), meeting('m1'));
    mkdirSync(join(folder, 'many'));
    for (let number = 0; number < 200; number += 1)
      writeFileSync(join(folder, 'many', `${String(number)}.ics`), meeting(`m${String(number)}`));
  });

  afterAll(() => godwit.remove());

  it.each([
    [GUID, 'meeting', GUID],
    [GUID.toLowerCase(), 'meeting', GUID],
    [`{${GUID}}`, 'meeting', GUID],
    [`urn:x-uid:${GUID}`, 'meeting', GUID],
    [`URN:UUID:${OTHER.toLowerCase()}`, 'guest-copy', OTHER],
    [`/principals/__uids__/${OTHER}/`, 'guest-copy', OTHER],
    ['Jimi@Example.com', 'meeting', 'jimi@example.com'],
    ['mailto:jerry@example.com', 'guest-copy', 'jerry@example.com'],
    ['nobody@example.com', 'appointment', 'nobody@example.com'],
  ])('takes the owner %s', async (owner, kind, uid) => {
    const { lines } = await godwit.json('convert', 'meeting.ics', '--owner', owner);
    expect(lines).toMatchObject([{ items: [{ kind, source: { owner: uid } }] }]);
  });

  it('reads a floating time in the zone asked for', async () => {
    const { lines } = await godwit.json('convert', 'meeting.ics', '--zone', 'america/new_york', '--expand', '2026-11-20..2026-11-21');
    const instances = [{ start: '2026-11-20T14:00:00Z', end: '2026-11-20T15:00:00Z' }];
    expect(lines).toMatchObject([{ items: [{ start: '2026-11-20T09:00:00-05:00', startTimeZone: 'Eastern Standard Time', instances }] }]);
  });

  it('looks for the files of a pattern, as shells of Windows do not', async () => {
    const { exit, lines } = await godwit.json('convert', 'many/*.ics');
    expect([exit, lines.length]).toEqual([0, 200]);
    expect(await godwit.json('convert', 'many/*.ical')).toMatchObject({ exit: 5, lines: [{ error: { code: 'FILE_UNREADABLE' } }] });
  });

  it('gives every other kind of file its line', async () => {
    writeFileSync(join(folder, 'binary.ics'), Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 256)));
    writeFileSync(join(folder, 'empty.ics'), '');
    const { exit, lines } = await godwit.json('convert', 'binary.ics', 'empty.ics', 'many', 'meeting.ics', 'meeting.ics');
    expect(exit).toBe(3);
    expect(lines.map(({ error: found, items }) => (found as JsonLine | undefined)?.['code'] ?? (items as unknown[]).length)).toEqual([
      'ICAL_UNREADABLE',
      'ICAL_UNREADABLE',
      'FILE_UNREADABLE',
      1,
      1,
    ]);
  });

  it('reads an export with thousands of meetings once, not once for each', async () => {
    const events = Array.from({ length: 3000 }, (_, index) =>
      meeting(`e${String(index)}`)
        .split('\r\n')
        .slice(2, -2)
        .join('\r\n'),
    );
    writeFileSync(join(folder, 'export.ics'), ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n'));
    const started = performance.now();
    const { lines } = await godwit.json('convert', 'export.ics');
    expect(lines[0]?.['items']).toHaveLength(3000);
    // Reading it again for each would take many minutes.
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('takes standard input for -', async () => {
    const child = startGodwit(['convert', '-', '--json'], folder);
    child.stdin?.end(meeting('m1'));
    const { exit, stdout } = await ended(child);
    expect([exit, JSON.parse(stdout)]).toMatchObject([0, { file: '-', items: [{ subject: 'Meet' }] }]);
  });
});
