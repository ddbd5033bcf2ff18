import { directoryFileReader } from '../../adapters/directory-files/readDirectoryFile.ts';
import { mergeRecords } from '../../../shared/directory/mergeRecords.ts';
import { openDirectoryServer } from '../../compose/openDirectoryServer.ts';
import { checkDirectory } from '../../usecases/check/checkDirectory.ts';
import { ChecklistMaker, lastChecklist } from '../Checklist.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import type { RunningJob } from '../Jobs.ts';
import type { Session } from '../Session.ts';

async function test(session: Session, job: RunningJob): Promise<void> {
  const loaded = session.loaded(['directory']);
  const { files } = loaded.config.directory;
  const server = await openDirectoryServer(loaded);
  const expected = [...files.map(() => 'file'), ...(server === null ? [] : ['server', 'people'])];
  const list = new ChecklistMaker(session, 'directory', expected);
  const homes = session.project.snapshots.newest()?.homes() ?? [];
  const owners = homes.filter(({ status }) => status === 0).map(({ ownerUid }) => ownerUid);
  try {
    for await (const step of checkDirectory({ files, reader: directoryFileReader, server, owners, signal: job.signal })) list.add(step);
  } finally {
    list.finish();
  }
}

async function read(session: Session, job: RunningJob): Promise<void> {
  const settings = JSON.stringify(session.settings.step('directory'));
  const { origins } = await session.work('directory', ['directory', 'mapping', 'options'], job);
  const readAt = session.services.clock.now().toISOString();
  const rows = origins.map((origin) => ({ ...origin, warnings: [...origin.warnings], readAt: origin.error === null ? readAt : null }));
  session.settings.contributions = { readAt, settings, rows };
}

/** Who is who: files, the live server, and what each of them gave. */
export function directoryProcedures(context: HostContext): HandlersOf<'directory'> {
  return {
    'directory.test': () => {
      const session = context.session();
      session.jobs.start('directory-test', 'steps', (job) => test(session, job));
      return {};
    },
    'directory.checklist': () => lastChecklist(context.session(), 'directory'),
    'directory.read': () => {
      const session = context.session();
      session.loaded(['directory', 'mapping', 'options']);
      session.jobs.start('directory', 'objects', (job) => read(session, job));
      return {};
    },
    'directory.contributions': () => {
      const session = context.session();
      const rows = session.mapping()?.rows ?? [];
      const conflicts = mergeRecords(session.project.directory.records()).reduce((sum, principal) => sum + principal.conflicts.length, 0);
      const unknownPeople = rows.filter(
        ({ name, ownsHome, organizes, follows }) => name === '' && (ownsHome || organizes) && follows === '',
      ).length;
      return { contributions: session.settings.contributions?.rows ?? [], unknownPeople, conflicts };
    },
  };
}
