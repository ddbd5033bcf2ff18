import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, describe, it } from 'vitest';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { openExchange } from './support/inProcessExchange.ts';
import { WRITES } from './support/livingRequests.ts';
import { prepareLiving } from './support/livingProject.ts';
import { LIVING_COMPANY } from './support/livingCompany.ts';
import { runProject, verifyAll } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

let godwit: Godwit;
let project: SampleProject;
beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 4, meetings: LIVING_COMPANY });
});
afterAll(() => godwit.remove());

describe('an item that somebody changed in the same moment', () => {
  it.each([
    ['invite people', 'ErrorIrresolvableConflict'],
    ['answer', 'ErrorIrresolvableConflict'],
    ['answer', 'ErrorCalendarMeetingRequestIsOutOfDate'],
    ['answer', 'ErrorItemNotFound'],
    ['add somebody from outside', 'ErrorStaleObject'],
    ['dress a copy', 'ErrorIrresolvableConflict'],
    ['dress a copy', 'ErrorItemNotFound'],
    ['remove messages', 'ErrorIrresolvableConflict'],
  ] as const)('does not make the run give up: to %s meets %s', { timeout: 60_000 }, async (request, code) => {
    const projectPath = join(godwit.folder, 'conflict.godwit');
    copyFileSync(project.projectPath, projectPath);
    const faults = [{ ...WRITES[request], action: { kind: 'itemError', code, chance: 1 }, times: 2 } as const];
    const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses, faults });
    try {
      const options = { projectPath, url: exchange.url, isImpatient: true, patienceMs: 5000 };
      expect(await runProject(options)).toMatchObject({ failed: 0, waiting: 0, messagesLeft: 0 });
      expect(exchange.simulator.faults.strikes).toEqual({ itemError: 2 });
      expect((await verifyAll(projectPath, exchange.url)).verdicts.flatMap(({ differences }) => differences)).toEqual([]);
      expect(exchange.simulator.store.sentMail.count('inside')).toBe(18);
    } finally {
      await exchange.stop();
    }
  });
});
