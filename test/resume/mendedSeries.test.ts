import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { hashItem, openPlanning } from '../../electron/usecases/plan/planning.ts';
import { writeSampleDump } from '../sample/sampleCompany.ts';
import { editDump } from '../support/editDump.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG, takeCensus } from './support/census.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { summary } from './support/ObstacleCourse.ts';
import { ACCOUNT, prepareProject, type SampleProject } from './support/sampleProject.ts';

/** Half past two comes twice in the night of 26 October 2025, and Exchange means the other one. */
function odd(uid: string): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Apple Inc.//Mac OS X 10.11//EN', 'BEGIN:VEVENT'],
    ...[`UID:${uid}`, 'SUMMARY:In the night', 'DTSTAMP:20250901T000000Z'],
    ...['DTSTART;TZID=Europe/Berlin:20251019T023000', 'DTEND;TZID=Europe/Berlin:20251019T033000'],
    ...['RRULE:FREQ=WEEKLY;COUNT=4', 'END:VEVENT', 'END:VCALENDAR'],
  ];
  return `${lines.join('\r\n')}\r\n`;
}

describe('a series that had to be mended when it was planned', () => {
  let godwit: Godwit;
  let project: SampleProject;
  let exchange: InProcessExchange;
  let uid = '';

  beforeAll(async () => {
    godwit = openGodwit();
    const sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 1 });
    editDump(sample.path, (object) => {
      if (uid === '' && object.text.includes('RRULE:') && !/ATTENDEE|ORGANIZER|RECURRENCE-ID/.test(object.text)) ({ uid } = object);
      return object.uid === uid ? odd(uid) : object.text;
    });
    project = await prepareProject(godwit, sample);
    exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  });

  afterAll(async () => {
    await exchange.stop();
    godwit.remove();
  });

  it('does not come out as it was sealed unless it is compared with its source', () => {
    const file = openProjectFile(project.projectPath, 'read');
    try {
      const { plan, snapshot, mapping } = file.needPlan();
      const planning = openPlanning(snapshot, mapping, plan.info().sealed);
      const sealed = plan.rowsOf(uid).map(({ hash }) => hash);
      expect(planning.convert(snapshot.copiesOf(uid)).items.map(hashItem)).toEqual(sealed);
      expect(planning.convert(snapshot.copiesOf(uid), 'hash').items.map(hashItem)).not.toEqual(sealed);
    } finally {
      file.close();
    }
  });

  it('is mended again when it is written', async () => {
    const spoken = await godwit.json('run', '--yes', '--config', project.configWith('run', { target: { url: exchange.url } }));
    expect(spoken.exit, spoken.stderr).toBe(0);
    expect(summary(spoken)).toMatchObject({ written: project.planned.length, failed: 0 });
    expect(takeCensus(project.planned, exchange.states())).toEqual({ counted: project.planned.length, ...NOTHING_WRONG });
  });
});
